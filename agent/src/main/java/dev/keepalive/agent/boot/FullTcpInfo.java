package dev.keepalive.agent.boot;

import java.io.FileDescriptor;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The whole of TCP_INFO, by {@code getsockopt} through the foreign function interface of Java 21
 * and later; by reflection, as this is compiled for Java 8. Used by one thread.
 *
 * <p>The interface is asked for in the name of {@code java.base}: in ours the JVM would print a
 * warning about native access (24 and later).
 */
public final class FullTcpInfo {
  private static final int SIZE = 256;
  private static final int LEVEL_TCP = 6;
  private static final int TCP_INFO = 11;

  // Linux, include/uapi/linux/tcp.h: offsets in struct tcp_info, which only ever grew.
  private static final int LAST_DATA_RECEIVED = 52;
  private static final int BYTES_ACKED = 120;
  private static final int NOT_SENT = 144;
  private static final int BYTES_SENT = 200;
  private static final int BYTES_RETRANSMITTED = 208;
  private static final int LEAST = 216;

  private final MethodHandle getsockopt;
  private final Method descriptorNumber;
  private final Object infoSegment;
  private final Object lengthSegment;
  private final ByteBuffer info;
  private final ByteBuffer length;

  private FullTcpInfo() throws Exception {
    Class<?> linkerType = Class.forName("java.lang.foreign.Linker");
    Class<?> segmentType = Class.forName("java.lang.foreign.MemorySegment");
    Class<?> layoutType = Class.forName("java.lang.foreign.MemoryLayout");
    Class<?> functionType = Class.forName("java.lang.foreign.FunctionDescriptor");
    Class<?> values = Class.forName("java.lang.foreign.ValueLayout");
    Class<?> options = Class.forName("[Ljava.lang.foreign.Linker$Option;");
    Object integer = values.getField("JAVA_INT").get(null);
    Object address = values.getField("ADDRESS").get(null);
    Object[] parameters = (Object[]) java.lang.reflect.Array.newInstance(layoutType, 5);
    parameters[0] = integer;
    parameters[1] = integer;
    parameters[2] = integer;
    parameters[3] = address;
    parameters[4] = address;
    Object function =
        functionType
            .getMethod("of", layoutType, parameters.getClass())
            .invoke(null, integer, parameters);
    Object linker = linkerType.getMethod("nativeLinker").invoke(null);
    Object symbols = linkerType.getMethod("defaultLookup").invoke(linker);
    Object symbol =
        ((Optional<?>)
                Class.forName("java.lang.foreign.SymbolLookup")
                    .getMethod("find", String.class)
                    .invoke(symbols, "getsockopt"))
            .get();
    MethodType downcall =
        MethodType.methodType(MethodHandle.class, segmentType, functionType, options);
    try {
      MethodHandle bound =
          (MethodHandle)
              inTheNameOfJavaBase()
                  .findVirtual(linkerType, "downcallHandle", downcall)
                  .asFixedArity()
                  .invokeWithArguments(
                      linker,
                      symbol,
                      function,
                      java.lang.reflect.Array.newInstance(options.getComponentType(), 0));
      getsockopt =
          bound.asType(
              MethodType.methodType(
                  int.class, int.class, int.class, int.class, Object.class, Object.class));
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    Class<?> arenaType = Class.forName("java.lang.foreign.Arena");
    Object arena = arenaType.getMethod("global").invoke(null);
    Method allocate = arenaType.getMethod("allocate", long.class, long.class);
    Method asByteBuffer = segmentType.getMethod("asByteBuffer");
    infoSegment = allocate.invoke(arena, (long) SIZE, 8L);
    lengthSegment = allocate.invoke(arena, 4L, 4L);
    info = ((ByteBuffer) asByteBuffer.invoke(infoSegment)).order(ByteOrder.nativeOrder());
    length = ((ByteBuffer) asByteBuffer.invoke(lengthSegment)).order(ByteOrder.nativeOrder());
    descriptorNumber =
        Class.forName("sun.nio.ch.IOUtil").getDeclaredMethod("fdVal", FileDescriptor.class);
    descriptorNumber.setAccessible(true);
  }

  /** Null where this JVM or kernel does not have it. */
  public static FullTcpInfo orNull() {
    try {
      return new FullTcpInfo();
    } catch (Throwable notHere) {
      return null;
    }
  }

  private static MethodHandles.Lookup inTheNameOfJavaBase() throws Exception {
    Field trusted = MethodHandles.Lookup.class.getDeclaredField("IMPL_LOOKUP");
    trusted.setAccessible(true);
    return (MethodHandles.Lookup) trusted.get(null);
  }

  /** Asks the kernel; false: it refused, or knows less than we ask. */
  public boolean read(FileDescriptor descriptor) throws Exception {
    length.putInt(0, SIZE);
    try {
      int refused =
          (int)
              getsockopt.invokeExact(
                  (int) (Integer) descriptorNumber.invoke(null, descriptor),
                  LEVEL_TCP,
                  TCP_INFO,
                  infoSegment,
                  lengthSegment);
      return refused == 0 && length.getInt(0) >= LEAST;
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** State, retransmissions, probes: what the JDK's own native reads. */
  public int firstWord() {
    return info.getInt(0);
  }

  /** Since the kernel last received data, in milliseconds. */
  public long lastDataReceivedMillis() {
    return info.getInt(LAST_DATA_RECEIVED) & 0xffffffffL;
  }

  /** Bytes that the peer's kernel has acknowledged, since the connection was opened. */
  public long bytesAcked() {
    return info.getLong(BYTES_ACKED);
  }

  /** Bytes that were written and that the peer's kernel has not acknowledged. */
  public long unacknowledgedBytes() {
    long inFlight =
        info.getLong(BYTES_SENT) - info.getLong(BYTES_RETRANSMITTED) - info.getLong(BYTES_ACKED);
    // Of a client one too few: the kernel counts its SYN as acknowledged.
    return Math.max(0, inFlight) + (info.getInt(NOT_SENT) & 0xffffffffL);
  }
}
