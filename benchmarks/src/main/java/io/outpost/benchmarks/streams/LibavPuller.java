package io.outpost.benchmarks.streams;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * libavformat's demuxer, a thread a stream as it wants it: open, then {@code av_read_frame} again
 * and again; nothing is probed or decoded. Commands as {@link OutpostPuller}, without the bytes
 * allocated.
 */
public final class LibavPuller {
  private static final int STACK_BYTES = 256 << 10;

  private final LongAdder pictures = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closing;

  private LibavPuller() {}

  public static void main(String[] arguments) throws Exception {
    avutil.av_log_set_level(avutil.AV_LOG_ERROR);
    avformat.avformat_network_init();
    LibavPuller puller = new LibavPuller();
    Commands.obeyAll(puller::obey);
  }

  private String obey(String[] words) throws Exception {
    switch (words[0]) {
      case "open" -> {
        closing = false;
        for (int i = 0; i < Integer.parseInt(words[1]); i++) {
          Thread thread = new Thread(null, () -> pull(words[2]), "stream-" + i, STACK_BYTES);
          thread.setDaemon(true);
          threads.add(thread);
          thread.start();
        }
      }
      case "close" -> {
        closing = true;
        for (Thread thread : threads) {
          thread.join();
        }
        threads.clear();
      }
      case "count" -> {
        return pictures.sum() + " " + bytes.sum() + " 0";
      }
      default -> throw Commands.unknown(words[0]);
    }
    return "OK";
  }

  private void pull(String url) {
    AVFormatContext context = avformat.avformat_alloc_context();
    try (AVDictionary options = new AVDictionary(null);
        AVPacket packet = avcodec.av_packet_alloc()) {
      avutil.av_dict_set(options, "rtsp_transport", "tcp", 0);
      int opened = avformat.avformat_open_input(context, url, (AVInputFormat) null, options);
      avutil.av_dict_free(options);
      if (opened < 0) {
        throw new IllegalStateException("avformat_open_input of " + url + " gave " + opened);
      }
      while (!closing && avformat.av_read_frame(context, packet) >= 0) {
        pictures.increment();
        bytes.add(packet.size());
        avcodec.av_packet_unref(packet);
      }
      avcodec.av_packet_free(packet);
      avformat.avformat_close_input(context);
    }
  }
}
