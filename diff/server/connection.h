#pragma once

#include "diff/server/task.h"
#include "model/error.h"

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace schemawright {

/// Connection parameters: libpq's keywords. libpqxx and QPSQL both use them.
/// PostgreSQL 17 manual, "Parameter Key Words".
struct ConnectionSpec {
    std::map<std::string, std::string> parameters; ///< host, port, dbname, user, password, service, sslmode...

    /// A URI (postgresql://...), "service=NAME", or keyword=value pairs. Errors: Usage.
    [[nodiscard]] static Result<ConnectionSpec> parse(std::string_view text);
    [[nodiscard]] std::string get(const std::string& keyword) const;
    [[nodiscard]] ConnectionSpec with(const std::string& keyword, const std::string& value) const;
    /// For messages and logs: user@host:port/dbname, never a password.
    [[nodiscard]] std::string display() const;
    /// keyword='value' pairs with the password: for libpq only.
    [[nodiscard]] std::string conninfo() const;
    /// Without secrets, for the settings.
    [[nodiscard]] ConnectionSpec withoutSecrets() const;
    bool operator==(const ConnectionSpec&) const = default;
};

/// Whether the value of this keyword is a secret: password, sslpassword and similar keywords. PostgreSQL 18 manual, "Parameter Key Words".
[[nodiscard]] bool isSecretKeyword(std::string_view keyword);
/// A value in quotes, for a string of keyword='value' pairs. The only function that quotes connection strings.
[[nodiscard]] std::string conninfoValue(std::string_view value);

/// The rows of one query. Copies share their storage; views into it are valid while a copy exists.
class Rows {
public:
    struct Impl;
    Rows();
    explicit Rows(std::shared_ptr<const Impl> impl);
    [[nodiscard]] std::size_t size() const;
    [[nodiscard]] bool empty() const { return size() == 0; }
    [[nodiscard]] std::size_t columns() const;
    [[nodiscard]] std::string_view columnName(std::size_t column) const;
    [[nodiscard]] bool isNull(std::size_t row, std::size_t column) const;
    [[nodiscard]] std::string_view view(std::size_t row, std::size_t column) const; ///< empty if null
    [[nodiscard]] std::string text(std::size_t row, std::size_t column) const { return std::string(view(row, column)); }
    [[nodiscard]] bool flag(std::size_t row, std::size_t column) const { return view(row, column) == "t"; }
    [[nodiscard]] std::int64_t number(std::size_t row, std::size_t column) const; ///< 0 if null
    [[nodiscard]] std::uint32_t oid(std::size_t row, std::size_t column) const;
    [[nodiscard]] double real(std::size_t row, std::size_t column) const;
    /// An SQL array in text form ({a,"b c",NULL}); null elements become "".
    [[nodiscard]] std::vector<std::string> array(std::size_t row, std::size_t column) const;
    /// The number of rows that the statement changed.
    [[nodiscard]] std::size_t affected() const;

private:
    std::shared_ptr<const Impl> m_impl;
};

/// Parses an SQL array's text form.
[[nodiscard]] std::vector<std::string> parseArray(std::string_view text);

/// One session. Errors of libpqxx become values here and nowhere else. Not thread-safe.
/// When the stop token of a call is triggered, the query is cancelled on the server, too.
class Connection {
public:
    /// Blocks until the server answers or connect_timeout has passed (10 seconds if it is not set). Errors: Cancelled if the stop token is
    /// triggered meanwhile, except where the spec has several hosts.
    [[nodiscard]] static Result<Connection> open(const ConnectionSpec& spec, const std::stop_token& stop = {},
                                                 std::string_view applicationName = "schemawright");
    Connection(Connection&&) noexcept;
    Connection& operator=(Connection&&) noexcept;
    ~Connection();

    /// One statement (or several without parameters, as one implicit transaction). The Error of a rejected statement has the
    /// message "ERROR: ..." with PostgreSQL's DETAIL and HINT, sqlstate, statement and position.
    [[nodiscard]] Result<Rows> query(std::string_view sql, const std::stop_token& stop = {});
    [[nodiscard]] Result<Rows> query(std::string_view sql, std::span<const std::string> parameters,
                                     const std::stop_token& stop = {});
    /// A query of seven integers a row, for results that are too large to keep: each row is passed to `take` as it arrives.
    using NumberRow = std::array<std::int64_t, 7>;
    [[nodiscard]] Result<void> stream(std::string_view sql, const std::function<void(const NumberRow&)>& take,
                                      const std::stop_token& stop = {});
    [[nodiscard]] int serverVersion() const;             ///< 170005: server_version_num
    [[nodiscard]] std::string serverVersionText() const; ///< "17.5"
    [[nodiscard]] int backendPid() const;
    [[nodiscard]] const ConnectionSpec& spec() const;

private:
    struct Impl;
    explicit Connection(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace schemawright
