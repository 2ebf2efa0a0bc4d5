package dev.keepalive.agent.boot;

import java.io.FileDescriptor;

/** Something to do with the descriptor of an open connection while it cannot be closed. */
public interface DescriptorUse {
  /** Runs under the owner's lock: only system calls that cannot block. */
  void use(FileDescriptor descriptor) throws Exception;
}
