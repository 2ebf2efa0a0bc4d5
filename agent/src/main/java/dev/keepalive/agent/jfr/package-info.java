/** The only package that knows Java Flight Recorder, and that by reflection: Java 8 may lack it. */
package dev.keepalive.agent.jfr;
