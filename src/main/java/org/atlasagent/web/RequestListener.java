package org.atlasagent.web;

/** Is told what becomes of requests, by any thread: for whoever keeps a log. */
public interface RequestListener {
  /** Hears nothing. */
  RequestListener NONE =
      new RequestListener() {
        @Override
        public void served() {}

        @Override
        public void failed(Failure failure) {}
      };

  /** Why a client did not get what it wanted. */
  enum Failure {
    /** Its request was refused: another method than GET, another host's name, a wrong query. */
    REFUSED,
    /** There were too many others, and it was cut off. */
    BUSY,
    /** It left before it had its answer, or was too slow in taking it. */
    LEFT
  }

  /** A request was answered. */
  void served();

  /** A request was not answered as its sender wanted. */
  void failed(Failure failure);
}
