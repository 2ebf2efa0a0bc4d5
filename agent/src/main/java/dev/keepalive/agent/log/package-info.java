/** The agent's log on standard error: one event is one line, and writing it blocks nobody. */
package dev.keepalive.agent.log;
