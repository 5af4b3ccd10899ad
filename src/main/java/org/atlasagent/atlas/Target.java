package org.atlasagent.atlas;

/**
 * The publish API of a backend.
 *
 * @param encrypted whether it is https
 * @param host an address without brackets, or a name
 * @param port of TCP
 * @param authority host and port as the header Host has them
 * @param path of the API, as it stands in a request
 */
public record Target(boolean encrypted, String host, int port, String authority, String path) {}
