/** TCP options and the kernel's view of a connection, without native code of our own. */
package dev.keepalive.agent.tcp;
