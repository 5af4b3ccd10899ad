/**
 * Publishes what a receiver knows to an Atlas backend, by its publish API. Loaded when it is asked
 * for.
 */
@NullMarked
package org.atlasagent.atlas;

import org.jspecify.annotations.NullMarked;
