package dev.keepalive.agent.options;

/** The addresses that begin with the same bits: {@code 10.0.0.0/8}; one address alone too. */
final class Network {
  /** IPv4 in IPv6, {@code ::ffff:0:0/96}: Java always shows such peers as IPv4. */
  private static final int MAPPED_BITS = 96;

  private final byte[] address;
  private final int bits;

  private Network(byte[] address, int bits) {
    this.address = address;
    this.bits = bits;
  }

  /** All bits of the address count. */
  static Network of(byte[] address) {
    return of(address, address.length * 8);
  }

  static Network of(byte[] address, int bits) {
    if (bits >= MAPPED_BITS && isMapped(address)) {
      byte[] v4 = {address[12], address[13], address[14], address[15]};
      return new Network(v4, bits - MAPPED_BITS);
    }
    return new Network(address, bits);
  }

  private static boolean isMapped(byte[] address) {
    for (int i = 0; i < 10; i++) {
      if (address[i] != 0) {
        return false;
      }
    }
    return address[10] == -1 && address[11] == -1;
  }

  boolean contains(byte[] other) {
    if (other.length != address.length) {
      return false;
    }
    int whole = bits >> 3;
    for (int i = 0; i < whole; i++) {
      if (other[i] != address[i]) {
        return false;
      }
    }
    int rest = bits & 7;
    return rest == 0 || (other[whole] ^ address[whole]) >> 8 - rest == 0;
  }
}
