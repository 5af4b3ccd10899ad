package org.atlasagent.source.host;

/** What the metadata service of the cloud tells this instance about its own credentials. */
public interface InstanceMetadata {
  /** Where nobody is asked: the operator does not want it, or the host is a recorded one. */
  InstanceMetadata NONE =
      new InstanceMetadata() {
        @Override
        public boolean wanted() {
          return false;
        }

        @Override
        public MetadataReply credentials() {
          throw new IllegalStateException("nobody is to be asked");
        }
      };

  /** Whether the service is to be asked. */
  boolean wanted();

  /**
   * Asks for the credentials of the instance's role; may block for some seconds. Any thread may
   * ask.
   *
   * @throws org.atlasagent.source.SourceException when it is not known whom to ask
   */
  MetadataReply credentials();
}
