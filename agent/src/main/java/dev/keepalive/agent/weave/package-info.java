/**
 * Patches the JDK's socket classes. The only package that names Byte Buddy. {@link
 * dev.keepalive.agent.weave.Targets} is the table of what is patched and with what.
 */
package dev.keepalive.agent.weave;
