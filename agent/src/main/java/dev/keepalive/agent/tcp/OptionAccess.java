package dev.keepalive.agent.tcp;

import java.io.FileDescriptor;

/** How options are read and set on this platform; both throw where an option is not to be had. */
interface OptionAccess {
  int get(FileDescriptor descriptor, TcpOption option) throws Exception;

  void set(FileDescriptor descriptor, TcpOption option, int value) throws Exception;
}
