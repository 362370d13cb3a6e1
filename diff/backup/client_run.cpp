#include "diff/backup/client_run.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <system_error>

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace schemawright {
namespace {

using namespace std::chrono_literals;

/// A line of a password file for any server. PostgreSQL 17 manual, "The Password File".
std::string passwordLine(std::string_view password)
{
    std::string line = "*:*:*:*:";
    for (const char c : password) {
        if (c == ':' || c == '\\')
            line += '\\';
        line += c;
    }
    return line + "\n";
}

Result<Descriptor> passwordFile(const ConnectionSpec& spec)
{
    for (const auto& [keyword, value] : spec.parameters)
        if (isSecretKeyword(keyword) && keyword != "password")
            return fail(ErrorCode::Unsupported,
                        "pg_dump cannot be given " + keyword + " without showing it in its command line",
                        "use a key without a passphrase, or a password");
    const std::string password = spec.get("password");
    if (password.find_first_of("\r\n") != std::string::npos)
        return fail(ErrorCode::Unsupported, "the password has a line break, which a password file cannot hold");
    Descriptor file(memfd_create("pgpass", MFD_CLOEXEC));
    const std::string line = passwordLine(password);
    if (!file.valid() || fchmod(file.get(), S_IRUSR | S_IWUSR) != 0 ||
        (!password.empty() && write(file.get(), line.data(), line.size()) != static_cast<ssize_t>(line.size())))
        return fail(ErrorCode::Io, "could not write a password file: " + std::generic_category().message(errno));
    return file;
}

/// What Kerberos, TLS and the user's own certificates need, besides what every program does.
std::vector<std::string> environmentFor(const Descriptor& passwords)
{
    std::vector<std::string> variables{"PGPASSFILE=/proc/self/fd/" + std::to_string(passwords.get()), "LC_ALL=C"};
    for (const char* name : {"HOME", "KRB5CCNAME", "KRB5_CONFIG", "KRB5_CLIENT_KTNAME", "SSL_CERT_FILE", "SSL_CERT_DIR",
                             "OPENSSL_CONF", "TMPDIR"})
        if (const char* value = std::getenv(name))
            variables.push_back(std::string(name) + "=" + value);
    return variables;
}

} // namespace

Result<ClientRun> ClientRun::start(const std::filesystem::path& program, std::vector<std::string> arguments,
                                   const ConnectionSpec& spec, int output)
{
    const auto passwords = passwordFile(spec);
    if (!passwords)
        return std::unexpected(passwords.error());
    ClientRun run(program.filename().string(), Descriptor(memfd_create("errors", MFD_CLOEXEC)));
    ProcessOptions options;
    options.command = {program.string()};
    if (!spec.parameters.empty())
        options.command.insert(options.command.end(),
                               {"--no-password", "--dbname=" + spec.withoutSecrets().conninfo()});
    options.command.insert(options.command.end(), arguments.begin(), arguments.end());
    options.standardOutput = output;
    options.standardError = run.m_errors.get();
    options.kept = passwords->get();
    options.environment = environmentFor(*passwords);
    options.folder = "/";
    options.endsWithUs = true;
    auto process = Process::start(options);
    if (!process)
        return std::unexpected(process.error());
    run.m_process = std::make_unique<Process>(*process);
    return run;
}

ClientRun::~ClientRun()
{
    end();
}

void ClientRun::end()
{
    if (!m_process)
        return;
    m_process->signal(SIGTERM);
    if (!m_process->wait(5s)) {
        m_process->signal(SIGKILL);
        m_process->wait(5s);
    }
    m_process.reset();
}

bool ClientRun::ended()
{
    return !m_process || m_process->wait(0ms).has_value();
}

Result<void> ClientRun::finish(const std::stop_token& stop)
{
    std::optional<int> code;
    while (!(code = m_process->wait(50ms)))
        if (stop.stop_requested()) {
            end();
            return fail(ErrorCode::Cancelled, m_name + " was cancelled");
        }
    m_process.reset();
    if (*code == 0)
        return {};
    std::string text = complaint();
    if (text.empty())
        text = *code > 128
                   ? std::string("ended by signal ") + std::to_string(*code - 128) + " (" + strsignal(*code - 128) + ")"
                   : "exit status " + std::to_string(*code);
    return fail(ErrorCode::Io, m_name + " failed: " + text);
}

/// The first of "pg_dump: error: ..." without the program's name; of other lines the first.
std::string ClientRun::complaint() const
{
    std::array<char, 16384> buffer{};
    const ssize_t got = pread(m_errors.get(), buffer.data(), buffer.size(), 0);
    std::string text(buffer.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
    constexpr std::string_view marker = "error: ";
    if (const std::size_t at = text.find(marker); at != std::string::npos)
        text.erase(0, at + marker.size());
    else
        text.erase(0, text.find_first_not_of(" \r\n\t"));
    return text.substr(0, text.find('\n'));
}

} // namespace schemawright
