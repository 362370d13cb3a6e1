// Revision files: what is read is written and read again the same.

#include "diff/revision/revision_file.h"
#include "tests/fuzz/fuzz.h"

using namespace schemawright;

FUZZ_TARGET(input)
{
    const auto revision = parseRevision({"0001_x.sql", std::string(input)});
    if (!revision) {
        test::hold(!revision.error().message.empty(), "an error says what is wrong");
        return;
    }
    const std::string text = revisionText(*revision);
    const auto again = parseRevision({"0001_x.sql", text});
    test::hold(again.has_value(), "what was written can be read");
    test::hold(again->id == revision->id && again->parents == revision->parents && again->message == revision->message,
               "the header is the same");
    test::hold(checksumMatches(*again) && revisionChecksum(*again) == revisionChecksum(*revision),
               "the statements are the same");
}
