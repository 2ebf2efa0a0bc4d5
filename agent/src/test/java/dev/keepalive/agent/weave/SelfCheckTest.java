package dev.keepalive.agent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SelfCheckTest {
  private static final Target THERE =
      Target.required("java.net.Socket", "close", "()V", RecordAt.STATE_LOCK, "Birth");
  private static final Target LACKING =
      Target.required("java.net.Socket", "closed", "()V", RecordAt.STATE_LOCK, "Birth");
  private static final Target NEEDLESS =
      Target.optional("java.net.Socket", "shut", "()V", RecordAt.STATE_LOCK, "Birth");

  private final WeaveReport report = new WeaveReport();

  private SelfCheck check(Target... targets) {
    SelfCheck check = new SelfCheck(Map.of("java/net/Socket", List.of(targets)), report);
    check.tick();
    return check;
  }

  @Test
  void a_required_hook_point_that_the_jdk_lacks_is_told_once() {
    SelfCheck check = check(THERE, LACKING, NEEDLESS);
    check.tick();

    String problem = "this JDK lacks the hook point Socket.closed()V";
    assertEquals(List.of("Socket.closed()V"), report.missed());
    assertEquals(List.of(problem), report.problems());
    assertEquals(problem, report.nextNotice());
    assertNull(report.nextNotice());
    assertFalse(report.failedAltogether());
  }

  @Test
  void with_no_hook_point_at_all_the_agent_has_failed() {
    check(NEEDLESS);

    assertTrue(report.failedAltogether());
    assertEquals("this JDK has none of the hook points", report.nextNotice());
  }

  @Test
  void the_table_fits_this_jdk() throws Exception {
    JdkTransformer transformer = new JdkTransformer(null, null, true, false);
    transformer.selfCheck().tick();

    assertEquals(List.of(), transformer.report().problems());
  }
}
