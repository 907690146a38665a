package io.outpost.agent.outbox;

import java.sql.SQLException;

/** Where tests let the disk fail. */
interface CommitHook {
  CommitHook NONE = () -> {};

  void beforeCommit() throws SQLException;
}
