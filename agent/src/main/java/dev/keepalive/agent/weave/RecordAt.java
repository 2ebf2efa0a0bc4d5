package dev.keepalive.agent.weave;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/**
 * Where a woven method finds the record: the lock object of the class itself, of the socket
 * implementation that a stream belongs to, or of the one that is being accepted into. Only named
 * here, so that the table of hook points is there before anything of Byte Buddy's; {@link
 * RecordMapping} knows how.
 */
enum RecordAt {
  /** {@code this.stateLock}. */
  STATE_LOCK,
  /** {@code this.fdLock}. */
  FD_LOCK,
  /** {@code this.impl.fdLock}: the streams of Java 8 to 12. */
  IMPL_FD_LOCK,
  /** {@code ((AbstractPlainSocketImpl) argument0).fdLock}. */
  ARGUMENT_FD_LOCK,
  /** {@code ((NioSocketImpl) argument0).stateLock}. */
  ARGUMENT_STATE_LOCK,
  /** {@code this.this$0}: the TLS socket that a stream belongs to, not a record. */
  TLS_SOCKET,
  /** The native socket's, where {@code this} is one. */
  NATIVE,
  /** The native socket's that a channel is made around. */
  NATIVE_ARGUMENT,
  /** The native socket's of the channel that {@code this} belongs to. */
  NATIVE_OF_CHANNEL,
  /** The advice does not ask for it. */
  NOWHERE;

  /** The parameter of an advice that takes the record. */
  @Retention(RetentionPolicy.RUNTIME)
  @java.lang.annotation.Target(ElementType.PARAMETER)
  @interface Record {}

  /** Whether the record may be older than the weaving; of one just accepted it never is. */
  boolean canBeLate() {
    return this == STATE_LOCK || this == FD_LOCK || this == IMPL_FD_LOCK;
  }
}
