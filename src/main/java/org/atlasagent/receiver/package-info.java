/**
 * A receiver of protocol lines with SpectatorD's semantics, kept in memory: for a page, a terminal
 * or a scraper where no SpectatorD runs. Loaded when it is asked for.
 */
@NullMarked
package org.atlasagent.receiver;

import org.jspecify.annotations.NullMarked;
