package dev.keepalive.agent.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimestampTest {
  private static final DateTimeFormatter REFERENCE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  @Test
  void everyDayOfFourHundredYearsIsThatOfTheJdk() {
    long start = Instant.parse("1900-01-01T00:00:00Z").toEpochMilli();
    for (long day = 0; day < 146_097; day++) {
      assertSame(start + day * 86_400_000);
    }
  }

  @Test
  void edgesAndRandomMoments() {
    assertSame(0);
    assertSame(-1);
    assertSame(Instant.parse("2026-11-23T13:15:10.042Z").toEpochMilli());
    assertSame(Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli());
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      assertSame(random.nextLong() >>> 18);
    }
  }

  private static void assertSame(long millis) {
    StringBuilder line = new StringBuilder();
    Timestamp.append(line, millis);
    assertEquals(REFERENCE.format(Instant.ofEpochMilli(millis)), line.toString());
  }
}
