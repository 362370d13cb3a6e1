#include "diff/server/connection.h"

#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <memory>

namespace schemawright {
namespace {

/// libpq's complaint names the part it stumbled over, which may be a password that holds an unescaped '@' or space.
bool mayHoldPassword(std::string_view text)
{
    return text.contains("password") || (text.contains("://") && text.contains('@'));
}

std::string oneLine(std::string text)
{
    while (!text.empty() && (text.back() == '\n' || text.back() == ' '))
        text.pop_back();
    return text;
}

} // namespace

Result<ConnectionSpec> ConnectionSpec::parse(std::string_view text)
{
    char* complaint = nullptr;
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
        PQconninfoParse(std::string(text).c_str(), &complaint), &PQconninfoFree);
    const std::unique_ptr<char, decltype(&PQfreemem)> complaintOwner(complaint, &PQfreemem);
    if (!options) {
        std::string message = "the connection string is not valid";
        if (complaint != nullptr && !mayHoldPassword(text))
            message += ": " + oneLine(complaint);
        return fail(ErrorCode::Usage, std::move(message),
                    "use postgresql://user@host:port/database, service=NAME or keyword=value pairs; percent-encode "
                    "special characters in a URI, such as @ as %40");
    }
    ConnectionSpec spec;
    for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option)
        if (option->val != nullptr)
            spec.parameters.emplace(option->keyword, option->val);
    return spec;
}

std::string ConnectionSpec::get(const std::string& keyword) const
{
    const auto found = parameters.find(keyword);
    return found == parameters.end() ? std::string() : found->second;
}

ConnectionSpec ConnectionSpec::with(const std::string& keyword, const std::string& value) const
{
    ConnectionSpec copy = *this;
    copy.parameters[keyword] = value;
    return copy;
}

std::string ConnectionSpec::display() const
{
    std::string host = get("host").empty() ? get("hostaddr") : get("host");
    if (host.empty() && !get("service").empty())
        return "service=" + get("service");
    if (host.empty())
        host = "localhost";
    std::string out = get("user").empty() ? host : get("user") + "@" + host;
    if (const std::string port = get("port"); !port.empty())
        out += ":" + port;
    if (const std::string database = get("dbname"); !database.empty())
        out += "/" + database;
    return out;
}

std::string ConnectionSpec::conninfo() const
{
    std::string out;
    for (const auto& [keyword, value] : parameters)
        out += (out.empty() ? "" : " ") + keyword + "=" + conninfoValue(value);
    return out;
}

ConnectionSpec ConnectionSpec::withoutSecrets() const
{
    ConnectionSpec copy = *this;
    std::erase_if(copy.parameters, [](const auto& parameter) { return isSecretKeyword(parameter.first); });
    return copy;
}

bool isSecretKeyword(std::string_view keyword)
{
    static constexpr auto secrets = std::to_array<std::string_view>(
        {"password", "sslpassword", "oauth_client_secret", "scram_client_key", "scram_server_key"});
    return std::ranges::find(secrets, keyword) != secrets.end();
}

std::string conninfoValue(std::string_view value)
{
    std::string out = "'";
    for (const char c : value) {
        if (c == '\'' || c == '\\')
            out += '\\';
        out += c;
    }
    return out + "'";
}

} // namespace schemawright
