/** The orderly end: of the JVM in two phases around the application's hooks, or on demand. */
package dev.keepalive.agent.drain;
