package dev.keepalive.agent.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long WINDOW = TimeUnit.SECONDS.toNanos(10);

  private final Pace pace = new Pace();

  @Test
  void tenPassAndTheNextTellsOfTheOthers() {
    for (int i = 0; i < 10; i++) {
      assertEquals(0, pace.next(i));
    }
    assertEquals(-1, pace.next(11));
    assertEquals(-1, pace.next(WINDOW - 1));
    assertEquals(2, pace.next(WINDOW));
    assertEquals(0, pace.next(WINDOW + 1));
  }

  @Test
  void whatWasLostOnItsWayIsToldToo() {
    assertEquals(0, pace.next(0));
    pace.lost(1);
    assertEquals(1, pace.next(1));
    pace.lost(2);
    assertEquals(2, pace.next(2));
  }
}
