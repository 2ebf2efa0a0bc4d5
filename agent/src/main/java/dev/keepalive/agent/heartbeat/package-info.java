/** Heartbeats: what the protocols know, the ticker that sends, and name look-ups. */
package dev.keepalive.agent.heartbeat;
