/**
 * Where the agent's classes are defined: those of the boot package in the boot loader, which the
 * JDK's are opened to, and all others in a loader of their own.
 */
package dev.keepalive.agent.inject;
