/** What is no file: answers of system calls and services, asked through small interfaces. */
@NullMarked
package org.atlasagent.source.host;

import org.jspecify.annotations.NullMarked;
