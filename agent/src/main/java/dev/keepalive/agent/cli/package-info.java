/** The command line, {@code java -jar keepalive-agent.jar}. */
package dev.keepalive.agent.cli;
