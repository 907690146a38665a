/**
 * The durable queue between an observation and the platform.
 *
 * <h2>On the disk</h2>
 *
 * <p>One folder of mode 0700, files of mode 0600:
 *
 * <pre>
 * lock                      held by the one process that writes
 * segment-000007.db         SQLite: the newest, which is written to, and older ones, which only shrink
 * segment-000007.db-wal     its write-ahead log, about 4 MB and at most 16 MB between transactions
 * segment-000007.db-shm     its index, shared with readers
 * ledger.json               what must outlive a damaged segment; one line and its CRC
 * ballast                   reserve, deleted when the disk is full
 * *.new                     not complete yet; deleted at start
 * segment-000003.db.damaged-1795594530250   set aside; only the latest is kept, and not for long
 * </pre>
 *
 * <p>A segment has three tables. {@code event}: one row an event, its images in the row, a CRC32C
 * over every column; the key is its position, which is the segment's number in the upper 32 bits
 * and a count in the lower. {@code state}: incarnation, last position, last sequence of each camera
 * with the hash of the event that has it and what it has open, what is lost of each camera and not
 * yet confirmed, cursor of each sink; that of the newest segment is the one that counts, and each
 * new segment begins with a copy. {@code open_still}: stills that what is open refers to by name, a
 * CRC32C with each; written once, deleted when nothing refers to them, and in the newest segment
 * alone. A segment of a version that had no such table gets it when it is opened. An event, or the
 * events of one picture, their sequences, their camera's last sequence and hash and what that
 * camera has open, with its stills, are one transaction.
 *
 * <h2>What holds</h2>
 *
 * <ul>
 *   <li>What {@code append} has completed survives {@code kill -9} and a power cut: write-ahead
 *       log, {@code synchronous=FULL}, a sync for each group of at most 20 events. The folder is
 *       synced after a file is created or renamed.
 *   <li>Sequences of a camera have no gaps, and no id is given twice. After damage they go on
 *       beyond whatever may have been given: the ledger reserves {@value
 *       io.outpost.agent.outbox.Ledger#RESERVATION} at a time. If the ledger is lost too, there is
 *       a new incarnation.
 *   <li>A sink gets every event in order. What is lost to damage or to the quota, it is told in its
 *       place in the order, by an event that names the sequences. It may name some that the sink
 *       has got, or that never were; it leaves none out.
 *   <li>What a camera has open is kept as it was with its last event, or later. It is lost when the
 *       newest segment is damaged.
 *   <li>Stills of what is open are kept while there is room that nothing else wants, and no longer
 *       than the retention. One that is damaged is missing, and costs nothing else.
 *   <li>Each event bears the hash of its camera's event before it. What is lost breaks that chain;
 *       the next event of the camera confirms the loss, and bears the hash of the event before the
 *       lost ones: a loss that no event confirms may be a removal. Losses are written down as to be
 *       confirmed before they happen, and again when the event that confirmed them is lost.
 *   <li>Damage is confined: a bad byte costs an event, a bad page a segment, and none of it the
 *       start.
 *   <li>Delivered events stay readable for the retention. What is deleted is overwritten with
 *       zeros. Undelivered ones have no age limit: only the quota ends them.
 * </ul>
 *
 * <h2>What it relies on</h2>
 *
 * <p>A local file system with POSIX locks, shared memory maps, an atomic rename, and {@code fsync}
 * that returns when the data is on the medium. Network file systems do not do; SQLite's write-ahead
 * log does not work on them either. SQLite reads a write-ahead log that is damaged after a crash up
 * to the damage, without a word; {@link io.outpost.agent.outbox.WriteAheadLog} looks for what is
 * behind. The very last frame alone can go unnoticed, when its salt is what is damaged.
 *
 * <h2>Threads</h2>
 *
 * <p>One writer does everything that changes a segment. Readers open a segment read-only for a
 * moment, in this process or another. Cursors move in memory at once and are stored with the next
 * group: losing one repeats events.
 *
 * <h2>Left out</h2>
 *
 * <p>Reading what is left of a damaged segment behind the damage; encryption.
 */
@NullMarked
package io.outpost.agent.outbox;

import org.jspecify.annotations.NullMarked;
