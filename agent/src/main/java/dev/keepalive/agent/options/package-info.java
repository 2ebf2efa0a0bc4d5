/** What users can set: the table of options, where values come from, and which of them holds. */
package dev.keepalive.agent.options;
