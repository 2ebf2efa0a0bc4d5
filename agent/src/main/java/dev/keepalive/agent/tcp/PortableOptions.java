package dev.keepalive.agent.tcp;

import dev.keepalive.agent.boot.Kernel;
import java.io.FileDescriptor;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.util.EnumMap;
import java.util.Map;

/** By the JDK's public options, as far as this JDK has them on this platform. */
final class PortableOptions implements OptionAccess {
  private final Map<TcpOption, SocketOption<?>> options =
      new EnumMap<TcpOption, SocketOption<?>>(TcpOption.class);

  PortableOptions() {
    options.put(TcpOption.KEEPALIVE, StandardSocketOptions.SO_KEEPALIVE);
    for (TcpOption option : TcpOption.VALUES) {
      if (option != TcpOption.KEEPALIVE) {
        SocketOption<?> extended = extended(option.jdkName);
        if (extended != null) {
          options.put(option, extended);
        }
      }
    }
  }

  /** Null: this JDK lacks the option, or the run-time image lacks the {@code jdk.net} module. */
  private static SocketOption<?> extended(String name) {
    try {
      return (SocketOption<?>)
          Class.forName("jdk.net.ExtendedSocketOptions").getField(name).get(null);
    } catch (ReflectiveOperationException | LinkageError absent) {
      return null;
    }
  }

  @Override
  public int get(FileDescriptor descriptor, TcpOption option) throws Exception {
    Object value = Kernel.portableOption(descriptor, option(option));
    return value instanceof Boolean ? ((Boolean) value ? 1 : 0) : (Integer) value;
  }

  @Override
  public void set(FileDescriptor descriptor, TcpOption option, int value) throws Exception {
    SocketOption<?> known = option(option);
    Kernel.setPortableOption(
        descriptor, known, known.type() == Boolean.class ? (Object) (value != 0) : (Object) value);
  }

  private SocketOption<?> option(TcpOption option) {
    SocketOption<?> known = options.get(option);
    if (known == null) {
      throw new UnsupportedOperationException("not offered by this JDK on this platform");
    }
    return known;
  }
}
