package dev.keepalive.agent.tcp;

import dev.keepalive.agent.boot.Kernel;
import java.io.FileDescriptor;

/** By the kernel's numbers: they are the same on every Linux, and TCP_USER_TIMEOUT has no name. */
final class LinuxOptions implements OptionAccess {
  @Override
  public int get(FileDescriptor descriptor, TcpOption option) throws Exception {
    return Kernel.option(descriptor, option.linuxLevel, option.linuxNumber);
  }

  @Override
  public void set(FileDescriptor descriptor, TcpOption option, int value) throws Exception {
    Kernel.setOption(descriptor, option.linuxLevel, option.linuxNumber, value);
  }
}
