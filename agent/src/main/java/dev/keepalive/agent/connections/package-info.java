/** The registry of connections: what opens and closes, snapshots of it, and filters over it. */
package dev.keepalive.agent.connections;
