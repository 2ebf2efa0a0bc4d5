/** The one watch thread, and what it looks after. */
package dev.keepalive.agent.watch;
