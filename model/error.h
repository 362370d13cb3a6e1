#pragma once

#include <cstddef>
#include <expected>
#include <string>

namespace schemawright {

/// What kind of failure an Error is; callers branch on this, people read the message.
enum class ErrorCode {
    Usage,              ///< the caller asked for something that cannot be asked
    NotFound,           ///< a file, project, revision or database that is not there
    Invalid,            ///< a file of ours that cannot be understood
    Io,                 ///< reading or writing a file failed
    Connection,         ///< the server cannot be reached or went away
    Authentication,     ///< the server refused the user or the password
    Permission,         ///< the role may not do this
    Sql,                ///< PostgreSQL refused a statement
    ScratchUnavailable, ///< no server binaries, or the scratch server would not start
    Unsupported,        ///< PostgreSQL has no way to do this, or we do not know the object
    NotProved,          ///< the proof found a difference
    Conflict,           ///< somebody else is at work, or the state is not what it was expected to be
    Cancelled,          ///< the user stopped it
    Untrusted,          ///< a project asks for something that nobody has trusted yet
};

/// A failure as a value: what failed, why, on which statement, and what to do next.
struct Error {
    ErrorCode code = ErrorCode::Invalid;
    std::string message;      ///< one sentence, without the hint
    std::string sqlstate;     ///< five characters; empty unless PostgreSQL said it
    std::string statement;    ///< the SQL that failed; empty if none
    std::size_t position = 0; ///< 1-based byte in `statement` or in `file`; 0 if unknown
    std::string file;         ///< the file concerned; empty if none
    std::size_t line = 0;     ///< 1-based line in `file`; 0 if unknown
    std::string hint;         ///< what to do next; may be empty

    /// "file:line: message (hint)", the one clear sentence that the command line prints.
    [[nodiscard]] std::string text() const;
};

template <class T> using Result = std::expected<T, Error>;

[[nodiscard]] inline std::unexpected<Error> fail(ErrorCode code, std::string message, std::string hint = {})
{
    Error error;
    error.code = code;
    error.message = std::move(message);
    error.hint = std::move(hint);
    return std::unexpected(std::move(error));
}

} // namespace schemawright
