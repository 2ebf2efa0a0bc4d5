/** Defines the classes of the boot package in the boot loader, and opens the JDK's to them. */
package dev.keepalive.agent.inject;
