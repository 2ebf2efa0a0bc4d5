/**
 * What woven JDK code sees: the few classes that are defined in the boot loader. They name JDK
 * types only, depend on nothing else of the agent, and are never loaded by any other loader.
 */
package dev.keepalive.agent.boot;
