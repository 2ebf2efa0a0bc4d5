/** The agent in JMX: the only package that names {@code javax.management}. */
package dev.keepalive.agent.jmx;
