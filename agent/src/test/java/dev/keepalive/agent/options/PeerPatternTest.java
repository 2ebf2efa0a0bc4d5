package dev.keepalive.agent.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeerPatternTest {
  @Test
  void aNameIsThatOfTheApplicationWhateverItsCase() {
    assertMatches("pg.internal", named("pg.internal", "10.0.0.7", 5432));
    assertMatches("pg.internal", named("PG.Internal", "10.0.0.7", 5432));
    assertMatches("PG.INTERNAL.", named("pg.internal", "10.0.0.7", 5432));
    assertMatches("pg.internal", named("pg.internal.", "10.0.0.7", 5432));
    assertMatches("my_db-1", InetSocketAddress.createUnresolved("my_db-1", 1));
    assertNoMatch("pg.internal", named("pg.internal.org", "10.0.0.7", 5432));
    assertNoMatch("pg.internal", named("my-pg.internal", "10.0.0.7", 5432));
    assertNoMatch("pg.internal", address("10.0.0.7", 5432));
  }

  @Test
  void starsStandForAnyRunOfCharacters() {
    for (String glob :
        List.of("*", "**", "*.internal", "pg.*", "p*l", "*pg*", "*.*", "p?.internal", "*?l")) {
      assertMatches(glob, InetSocketAddress.createUnresolved("pg.internal", 1));
    }
    for (String glob :
        List.of("*.pg.internal", "pg.internal?", "?", "*x*", "pg.internal.*", "g*")) {
      assertNoMatch(glob, InetSocketAddress.createUnresolved("pg.internal", 1));
    }
    assertMatches("*.db.internal", InetSocketAddress.createUnresolved("a.b.db.internal", 1));
    assertMatches("*ab*abc", InetSocketAddress.createUnresolved("xabababc", 1));
    assertNoMatch("a*b*c", InetSocketAddress.createUnresolved("acb", 1));
  }

  @Test
  void starsAreTriedOnTheIpv4AddressToo() {
    assertMatches("10.0.*", named("pg", "10.0.0.7", 1));
    assertMatches("10.?.0.7", address("10.0.0.7", 1));
    assertMatches("*", address("2001:db8::1", 1));
    assertNoMatch("10.1.*", named("pg", "10.0.0.7", 1));
  }

  @Test
  void noGlobIsSlow() {
    InetSocketAddress peer = InetSocketAddress.createUnresolved("a".repeat(5_000), 1);
    PeerPattern pattern = PeerPattern.parse("*a".repeat(500) + "*b");
    assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> assertFalse(pattern.matches(peer)), "exponential");
  }

  @Test
  void networksOfIpv4() {
    for (String network :
        List.of(
            "10.1.2.3", "10.0.0.0/8", "10.9.9.9/8", "10.1.2.2/31", "0.0.0.0/0", "10.1.2.3/32")) {
      assertMatches(network, named("some.name", "10.1.2.3", 443));
    }
    for (String network : List.of("10.1.2.4", "11.0.0.0/8", "10.1.2.4/31", "10.1.3.0/24")) {
      assertNoMatch(network, named("some.name", "10.1.2.3", 443));
    }
    assertMatches("10.1.2.128/25", address("10.1.2.200", 1));
    assertNoMatch("10.1.2.0/25", address("10.1.2.200", 1));
    assertNoMatch("0.0.0.0/0", address("2001:db8::1", 1));
  }

  @Test
  void networksOfIpv6() {
    for (String network :
        List.of(
            "[2001:db8::1]",
            "[2001:DB8:0:0:0:0:0:1]",
            "[2001:db8::0.0.0.1]",
            "[2001:db8::]/32",
            "[2001:db8::/32]",
            "[2001:db8:ffff::]/32",
            "[2001:db0::]/28",
            "[::]/0",
            "[2001:db8::]/32:443",
            "[2001:db8::/32]:440-450",
            "[2001:db8::1]:443")) {
      assertMatches(network, address("2001:db8::1", 443));
    }
    for (String network :
        List.of("[2001:db8::2]", "[2001:db9::]/32", "[::]/1:80", "[::1]", "[2001:db8::1]:444")) {
      assertNoMatch(network, address("2001:db8::1", 443));
    }
    assertNoMatch("[::]/0", address("10.0.0.1", 443));
    assertMatches("[fe80::]/10", address("fe80::1%1", 443));
  }

  @Test
  void ipv4InIpv6IsIpv4() {
    assertMatches("[::ffff:10.0.0.0]/104", address("10.1.2.3", 1));
    assertMatches("[::ffff:10.1.2.3]", address("::ffff:10.1.2.3", 1));
    assertMatches("10.0.0.0/8", address("::ffff:10.1.2.3", 1));
    assertNoMatch("[::ffff:11.0.0.0]/104", address("10.1.2.3", 1));
  }

  @Test
  void anAddressThatIsOnlyANameStillCounts() {
    assertMatches("10.0.0.0/8", InetSocketAddress.createUnresolved("10.1.2.3", 1));
    assertMatches("[2001:db8::]/32", InetSocketAddress.createUnresolved("2001:db8::9", 1));
    assertNoMatch("0.0.0.0/0", InetSocketAddress.createUnresolved("pg", 1));
  }

  @Test
  void portsAndRanges() {
    assertMatches("*:9092-9094", address("10.0.0.1", 9092));
    assertMatches("*:9092-9094", address("10.0.0.1", 9094));
    assertNoMatch("*:9092-9094", address("10.0.0.1", 9091));
    assertNoMatch("*:9092-9094", address("10.0.0.1", 9095));
    assertMatches("*:65535", address("10.0.0.1", 65535));
    assertMatches("*:443-443", address("10.0.0.1", 443));
    assertMatches("*", address("10.0.0.1", 0));
  }

  @Test
  void anyPartMayMatch() {
    String text = "*.db.internal:5432+10.0.0.0/8:9092-9094+[2001:db8::]/32";
    assertMatches(text, named("a.db.internal", "192.0.2.1", 5432));
    assertMatches(text, named("kafka", "10.2.3.4", 9093));
    assertMatches(text, address("2001:db8::5", 7));
    assertNoMatch(text, named("a.db.internal", "192.0.2.1", 5433));
    assertNoMatch(text, named("kafka", "10.2.3.4", 9095));
    assertEquals(text, PeerPattern.parse(text).toString());
  }

  @Test
  void ipv6AddressesAreReadAsTheJdkDoes() throws Exception {
    for (String text :
        List.of(
            "::",
            "::1",
            "1::",
            "1:2:3:4:5:6:7:8",
            "1::8",
            "1:2:3:4:5:6:7::",
            "::2:3:4:5:6:7:8",
            "1:2:3:4:5:6:1.2.3.4",
            "fe80::abcd:0:12",
            "64:ff9b::192.0.2.33")) {
      assertEquals(InetAddress.getByName(text), InetAddress.getByAddress(IpLiteral.v6(text)), text);
    }
    for (String text :
        List.of(
            "",
            ":",
            ":::",
            "1",
            "1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7:8:9",
            "1::2::3",
            ":1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7:",
            "12345::",
            "g::",
            "1.2.3.4::",
            "::1.2.3",
            "::1.2.3.256",
            "1.2.3.4",
            "1:2:3:4:5:6:7:1.2.3.4",
            "1:2:3:4:5:6:7:8::")) {
      assertEquals(null, IpLiteral.v6(text), text);
    }
    for (String text :
        List.of("", "1.2.3", "1.2.3.4.5", "1.2.3.", "256.1.1.1", "a.1.1.1", "0001.1.1.1")) {
      assertEquals(null, IpLiteral.v4(text), text);
    }
  }

  private static void assertMatches(String pattern, InetSocketAddress peer) {
    assertTrue(PeerPattern.parse(pattern).matches(peer), pattern + " should match " + peer);
  }

  private static void assertNoMatch(String pattern, InetSocketAddress peer) {
    assertFalse(PeerPattern.parse(pattern).matches(peer), pattern + " should not match " + peer);
  }

  private static InetSocketAddress named(String name, String address, int port) {
    try {
      byte[] bytes = InetAddress.getByName(address).getAddress();
      return new InetSocketAddress(InetAddress.getByAddress(name, bytes), port);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static InetSocketAddress address(String address, int port) {
    return new InetSocketAddress(address, port);
  }
}
