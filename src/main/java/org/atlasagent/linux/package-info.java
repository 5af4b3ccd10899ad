/**
 * The Foreign Function &amp; Memory API and nothing else: one class for each family of system
 * calls.
 */
@NullMarked
package org.atlasagent.linux;

import org.jspecify.annotations.NullMarked;
