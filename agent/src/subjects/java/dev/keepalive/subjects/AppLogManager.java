package dev.keepalive.subjects;

import java.util.logging.LogManager;

/** A log manager of the application's own, as JBoss has one: on its class path only. */
public final class AppLogManager extends LogManager {}
