#include "diff/revision/revision_file.h"

#include "diff/kinds/table/online.h"
#include "diff/plan/plan.h"
#include "diff/revision/revision.h"
#include "diff/script/script.h"
#include "diff/server/hash.h"
#include "model/sql.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace schemawright {

namespace {

constexpr std::string_view marker = "-- schemawright: ";

/// Text on one line: what would end it is written as an escape.
std::string escapeLine(std::string_view text)
{
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '\\')
            out += "\\\\";
        else if (c == '\n')
            out += "\\n";
        else if (byte < 0x20 || byte == 0x7F)
            (out += "\\x") += {digits[byte >> 4U], digits[byte & 15U]};
        else
            out += c;
    }
    return out;
}

int hexDigit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

std::string unescapeLine(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char next = text[i] == '\\' && i + 1 < text.size() ? text[i + 1] : '\0';
        if (next == '\\' || next == 'n') {
            out += next == 'n' ? '\n' : '\\';
            ++i;
        } else if (next == 'x' && i + 3 < text.size() && hexDigit(text[i + 2]) >= 0 && hexDigit(text[i + 3]) >= 0) {
            out += static_cast<char>(hexDigit(text[i + 2]) * 16 + hexDigit(text[i + 3]));
            i += 3;
        } else {
            out += text[i]; // written by hand: a lone backslash is one
        }
    }
    return out;
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    return begin == std::string_view::npos ? std::string_view()
                                           : text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

void appendSection(std::string& out, const std::vector<Batch>& batches)
{
    bool transactional = true;
    bool first = true;
    for (const Batch& batch : batches) {
        if (batch.statements.empty())
            continue;
        // Each `transaction` begins one of its own; statements that stand alone share one marker.
        if (batch.transactional ? !first : transactional)
            out += "\n" + std::string(marker) + (batch.transactional ? "transaction" : "no-transaction") + "\n";
        for (const Statement& statement : batch.statements)
            out += "\n" + statement.sql + ";\n";
        transactional = batch.transactional;
        first = false;
    }
}

/// A comment that begins its line with "-- schemawright: ", and the word after it.
struct Marker {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string_view word;
};

Result<std::vector<Marker>> findMarkers(const SourceFile& file)
{
    auto comments = findComments(file.text);
    if (!comments) {
        comments.error().file = file.path;
        return std::unexpected(comments.error());
    }
    std::vector<Marker> markers;
    for (const CommentToken& comment : *comments) {
        const std::string_view text = std::string_view(file.text).substr(comment.begin, comment.length);
        const bool beginsLine = comment.begin == 0 || file.text[comment.begin - 1] == '\n';
        if (beginsLine && text.starts_with(marker))
            markers.push_back({comment.begin, comment.begin + comment.length, trimmed(text.substr(marker.size()))});
    }
    return markers;
}

std::unexpected<Error> invalidAt(const SourceFile& file, std::size_t offset, std::string message, std::string hint = {})
{
    Error error;
    error.message = std::move(message);
    error.file = file.path;
    error.line = lineOf(file.text, offset);
    error.position = offset + 1;
    error.hint = std::move(hint);
    return std::unexpected(std::move(error));
}

/// The names of a line such as "a, b".
std::vector<std::string> readNames(std::string_view text)
{
    std::vector<std::string> names;
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        if (const auto name = trimmed(text.substr(0, comma)); !name.empty())
            names.emplace_back(name);
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return names;
}

void readHeader(std::string_view header, Revision& revision)
{
    const auto value = [&](std::string_view line, std::string_view name) -> std::optional<std::string_view> {
        const std::string prefix = "-- " + std::string(name) + ":";
        return line.starts_with(prefix) ? std::optional(trimmed(line.substr(prefix.size()))) : std::nullopt;
    };
    while (!header.empty()) {
        const std::size_t end = std::min(header.find('\n'), header.size());
        const std::string_view line = header.substr(0, end);
        header.remove_prefix(std::min(end + 1, header.size()));
        if (const auto parents = value(line, "parents")) {
            std::ranges::move(readNames(*parents), std::back_inserter(revision.parents));
        } else if (const auto labels = value(line, "labels")) {
            std::ranges::move(readNames(*labels), std::back_inserter(revision.labels));
        } else if (const auto lost = value(line, "irreversible")) {
            revision.irreversible.push_back(unescapeLine(*lost));
        } else if (const auto message = value(line, "message")) {
            revision.message = unescapeLine(*message);
        } else if (const auto created = value(line, "created")) {
            revision.created = *created;
        } else if (const auto checksum = value(line, "checksum")) {
            revision.checksum = *checksum;
        } else if (const auto proved = value(line, "proved")) {
            revision.proof = unescapeLine(*proved);
        }
    }
}

/// Where a section's statements go: a new batch at each marker, and for each statement that stands alone, with what prepares it.
struct Section {
    std::vector<Batch>* batches = nullptr;
    bool transactional = true;
    bool fresh = true;

    void add(Statement statement)
    {
        const bool goesOn = transactional || (!fresh && batches->back().statements.back().withNext);
        if (fresh || !goesOn)
            batches->push_back({transactional, {}});
        fresh = false;
        batches->back().statements.push_back(std::move(statement));
    }
};

Result<void> checkStatement(const SourceFile& file, const ScriptStatement& statement, std::string_view sql,
                            bool transactional)
{
    if (statement.node == "TransactionStmt")
        return invalidAt(file, statement.begin, "a revision must not begin or end a transaction itself",
                         "use `-- schemawright: transaction` and `-- schemawright: no-transaction`");
    std::string lower(sql);
    std::ranges::transform(lower, lower.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (statement.node == "CopyStmt" && lower.find("stdin") != std::string::npos)
        return invalidAt(file, statement.begin, "COPY FROM stdin cannot be run from a revision", "use INSERT");
    if (transactional && !statement.transactional)
        return invalidAt(file, statement.begin, "this statement cannot run in a transaction",
                         "put `-- schemawright: no-transaction` on the line before it");
    return {};
}

Result<void> readSections(const SourceFile& file, const std::vector<Marker>& markers,
                          const std::vector<ScriptStatement>& statements, Revision& revision)
{
    Section section;
    bool sawUp = false;
    bool sawDown = false;
    std::size_t upBegin = 0;
    std::size_t upEnd = 0;
    auto next = markers.begin() + 1;
    const auto openUntil = [&](std::size_t offset) -> Result<void> {
        for (; next != markers.end() && next->begin < offset; ++next) {
            if (next->word == "up" || next->word == "down") {
                bool& saw = next->word == "up" ? sawUp : sawDown;
                if (saw)
                    return invalidAt(file, next->begin, "the `" + std::string(next->word) + "` section exists twice");
                saw = true;
                if (next->word == "up")
                    upBegin = next->end;
                else if (!sawUp)
                    return invalidAt(file, next->begin, "the `down` section comes before the `up` section");
                else
                    upEnd = next->begin;
                section = {next->word == "up" ? &revision.up : &revision.down, true, true};
            } else if (next->word == "transaction" || next->word == "no-transaction") {
                section.transactional = next->word == "transaction";
                section.fresh = true;
            } else {
                return invalidAt(file, next->begin, "unknown marker `" + std::string(next->word) + "`",
                                 "use one of: up, down, transaction, no-transaction");
            }
        }
        return {};
    };
    for (const ScriptStatement& statement : statements) {
        if (auto opened = openUntil(statement.begin); !opened)
            return opened;
        if (next != markers.end() && next->begin < statement.end)
            return invalidAt(file, statement.begin,
                             "this statement contains the marker `" + std::string(next->word) + "`",
                             "check for a missing semicolon");
        if (!section.batches)
            return invalidAt(file, statement.begin, "this statement is outside the sections",
                             "move it below `-- schemawright: up`");
        const std::string sql = file.text.substr(statement.begin, statement.end - statement.begin);
        if (auto checked = checkStatement(file, statement, sql, section.transactional); !checked)
            return checked;
        Statement out;
        out.sql = sql;
        if (statement.object)
            out.origin = *statement.object;
        out.transactional = section.transactional;
        // What prepares the next statement is run again with it.
        out.withNext = !section.transactional && (statement.node == "VariableSetStmt" || tables::dropsLeftover(sql));
        section.add(std::move(out));
    }
    if (auto opened = openUntil(std::string::npos); !opened)
        return opened;
    if (!sawUp || !sawDown)
        return invalidAt(file, file.text.size(),
                         std::string("the `") + (sawUp ? "down" : "up") + "` section is missing",
                         "check whether the file is truncated");
    revision.upText.assign(static_cast<std::size_t>(std::count(
                               file.text.begin(), file.text.begin() + static_cast<std::ptrdiff_t>(upBegin), '\n')),
                           '\n');
    revision.upText += std::string_view(file.text).substr(upBegin, upEnd - upBegin);
    return {};
}

} // namespace

std::string Revision::title() const
{
    const std::string first = commentText(message.substr(0, message.find('\n')));
    return first.empty() ? id : id + " (" + first + ")";
}

std::vector<std::string> Revision::losses() const
{
    const auto isEmpty = [](const std::vector<Batch>& batches) {
        return std::ranges::all_of(batches, [](const Batch& batch) { return batch.statements.empty(); });
    };
    std::vector<std::string> sentences = irreversible;
    if (sentences.empty() && isEmpty(down) && !isEmpty(up))
        sentences.emplace_back("its down script is empty, so that nothing of the up script is reverted");
    return sentences;
}

std::string revisionText(const Revision& revision)
{
    std::string out = std::string(marker) + "revision " + revision.id + "\n";
    out += "-- parents: " + join(revision.parents, ", ") + "\n";
    if (!revision.labels.empty())
        out += "-- labels: " + join(revision.labels, ", ") + "\n";
    out += "-- message: " + escapeLine(revision.message) + "\n";
    out += "-- created: " + revision.created + "\n";
    for (const std::string& sentence : revision.irreversible)
        out += "-- irreversible: " + escapeLine(sentence) + "\n";
    out += "-- checksum: " + revisionChecksum(revision) + "\n";
    out += "-- proved: " + escapeLine(revision.proof) + "\n";
    out += "\n" + std::string(marker) + "up\n";
    appendSection(out, revision.up);
    out += "\n" + std::string(marker) + "down\n";
    appendSection(out, revision.down);
    return out;
}

namespace {

/// A checkout with other line ends is the same revision, bodies of functions included.
SourceFile withPlainLineEnds(SourceFile file)
{
    std::string& text = file.text;
    std::size_t end = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (text[i] != '\r' || i + 1 == text.size() || text[i + 1] != '\n')
            text[end++] = text[i];
    text.resize(end);
    return file;
}

} // namespace

Result<Revision> parseRevision(const SourceFile& original)
{
    const SourceFile file = withPlainLineEnds(original);
    auto markers = findMarkers(file);
    if (!markers)
        return std::unexpected(markers.error());
    if (markers->empty() || !markers->front().word.starts_with("revision "))
        return invalidAt(file, 0, "this is not a revision file",
                         "the first line must be `-- schemawright: revision ID`");
    auto statements = splitScript(file);
    if (!statements)
        return std::unexpected(statements.error());
    Revision revision;
    revision.path = file.path;
    revision.id = trimmed(markers->front().word.substr(9));
    const std::size_t headerEnd = markers->size() > 1 ? markers->at(1).begin : file.text.size();
    readHeader(std::string_view(file.text).substr(0, headerEnd), revision);
    if (auto read = readSections(file, *markers, *statements, revision); !read)
        return std::unexpected(read.error());
    return revision;
}

std::string revisionChecksum(const Revision& revision)
{
    std::string canonical;
    for (const auto* batches : {&revision.up, &revision.down}) {
        canonical += batches == &revision.up ? "up\n" : "down\n";
        for (const Batch& batch : *batches) {
            if (batch.transactional && !batch.statements.empty())
                canonical += "transaction\n";
            for (const Statement& statement : batch.statements)
                canonical += (batch.transactional ? "" : "no-transaction\n") + statement.sql + ";\n";
        }
    }
    // A checkout with other line ends is the same revision.
    std::erase(canonical, '\r');
    return sha256(canonical);
}

bool checksumMatches(const Revision& revision)
{
    return revision.checksum == revisionChecksum(revision);
}

Result<Revision> updateProof(const Revision& revision, const std::string& proof)
{
    auto file = readSqlFile(revision.path);
    if (!file)
        return std::unexpected(file.error());
    auto now = parseRevision(*file);
    if (!now)
        return std::unexpected(now.error());
    if (revisionChecksum(*now) != revisionChecksum(revision))
        return fail(ErrorCode::Conflict, revision.path.string() + " was changed while it was being proved",
                    "prove it again");
    const std::string lines = "-- checksum: " + revisionChecksum(*now) + "\n-- proved: " + escapeLine(proof) + "\n";
    std::string text;
    std::string_view rest = file->text;
    bool written = false;
    bool header = true;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size() - 1) + 1;
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(end);
        const bool section = header && trimmed(line) == std::string(marker) + "up";
        const bool old = header && (line.starts_with("-- checksum:") || line.starts_with("-- proved:"));
        if ((old || section) && !written) {
            text += lines;
            written = true;
        }
        if (section)
            header = false;
        if (!old)
            text += line;
    }
    if (auto saved = writeFileAtomically(revision.path, text); !saved)
        return std::unexpected(saved.error());
    return parseRevision({file->path, text});
}

} // namespace schemawright
