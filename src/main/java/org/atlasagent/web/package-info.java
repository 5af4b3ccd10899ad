/** The page: what the receiver knows, over HTTP, for people and scrapers. Loaded on first use. */
@NullMarked
package org.atlasagent.web;

import org.jspecify.annotations.NullMarked;
