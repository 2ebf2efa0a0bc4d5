package dev.keepalive.agent.boot;

import java.io.FileDescriptor;

/** Asks a descriptor whether something waits: bytes or the end, or clients of a listener. */
public final class Readable implements DescriptorUse {
  /** The answer; false until asked. */
  public boolean yes;

  @Override
  public void use(FileDescriptor descriptor) throws Exception {
    yes = Kernel.isReadable(descriptor);
  }
}
