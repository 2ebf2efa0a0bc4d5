package dev.keepalive.it.pools;

/** What happens to all idle connections of a pool at once. */
enum PoolFault {
  STOPPED("server hangs, another takes over"),
  REPLACED("server killed and replaced"),
  CLOSED("server closed all idle ones"),
  NAT("NAT forgot them");

  final String title;

  PoolFault(String title) {
    this.title = title;
  }
}
