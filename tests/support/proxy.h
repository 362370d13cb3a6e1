#pragma once

#include <QTemporaryDir>

#include <array>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace schemawright::test {

/// Stands between clients and a server on a Unix socket, and cuts a connection at a message of its client. PostgreSQL 17 manual,
/// "Message Formats".
class Proxy {
public:
    enum class Act {
        Pass,
        CutBefore, ///< the server never sees the message
        CutAfter,  ///< the server answers it, and the client never sees the answer
    };
    /// Called for each Query and Parse of a client with its SQL, by one thread at a time.
    using Decide = std::function<Act(std::string_view sql)>;

    Proxy(const std::string& serverFolder, Decide decide)
        : m_server(socketIn(serverFolder)), m_decide(std::move(decide))
    {
        m_listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const sockaddr_un address = addressOf(socketIn(folder()));
        if (::bind(m_listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
            ::listen(m_listener, 16) != 0)
            throw std::runtime_error("the proxy could not listen");
        m_accepting = std::jthread([this](const std::stop_token& stop) { accept(stop); });
    }
    Proxy(const Proxy&) = delete;
    Proxy& operator=(const Proxy&) = delete;
    ~Proxy()
    {
        m_accepting.request_stop();
        m_accepting.join();
        m_connections.clear();
        ::close(m_listener);
    }

    /// The host of a connection string.
    [[nodiscard]] std::string folder() const { return m_folder.path().toStdString(); }

private:
    static std::string socketIn(const std::string& folder) { return folder + "/.s.PGSQL.5432"; }
    static sockaddr_un addressOf(const std::string& path)
    {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path.copy(address.sun_path, sizeof address.sun_path - 1);
        return address;
    }
    static std::size_t number(const std::string& bytes, std::size_t at)
    {
        std::size_t value = 0;
        for (std::size_t i = 0; i < 4; ++i)
            value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
        return value;
    }
    static bool sendAll(int to, std::string_view bytes)
    {
        while (!bytes.empty()) {
            const ssize_t sent = ::send(to, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0)
                return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }
    static bool readable(int from, int milliseconds)
    {
        pollfd wanted{from, POLLIN, 0};
        return ::poll(&wanted, 1, milliseconds) > 0;
    }
    /// Appends what has arrived; false at the end.
    static bool receive(int from, std::string& bytes)
    {
        std::array<char, 65536> buffer{};
        const ssize_t got = ::recv(from, buffer.data(), buffer.size(), 0);
        if (got > 0)
            bytes.append(buffer.data(), static_cast<std::size_t>(got));
        return got > 0;
    }

    void accept(const std::stop_token& stop)
    {
        while (!stop.stop_requested()) {
            if (!readable(m_listener, 20))
                continue;
            const int client = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
            const int server = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
            const sockaddr_un address = addressOf(m_server);
            if (::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
                m_connections.emplace_back(
                    [this, client, server](const std::stop_token& ended) { serve(client, server, ended); });
        }
    }

    void serve(int client, int server, const std::stop_token& stop)
    {
        std::string fromClient;
        bool started = false;
        bool open = true;
        while (open && !stop.stop_requested()) {
            std::array<pollfd, 2> both{pollfd{client, POLLIN, 0}, pollfd{server, POLLIN, 0}};
            if (::poll(both.data(), both.size(), 20) <= 0)
                continue;
            if (both[1].revents != 0) {
                std::string bytes;
                open = receive(server, bytes) && sendAll(client, bytes);
            }
            if (open && both[0].revents != 0)
                open = receive(client, fromClient) && passOn(client, server, fromClient, started);
        }
        ::close(client);
        ::close(server);
    }

    /// Sends the whole messages on; false if the connection was cut.
    bool passOn(int client, int server, std::string& bytes, bool& started)
    {
        while (true) {
            const std::size_t head = started ? 1 : 0; // the first message has no type
            if (bytes.size() < head + 4 || bytes.size() < head + number(bytes, head))
                return true;
            const std::string message = bytes.substr(0, head + number(bytes, head));
            bytes.erase(0, message.size());
            const Act act = started ? decide(message) : Act::Pass;
            started = true;
            if (act == Act::CutBefore || !sendAll(server, message))
                return false;
            if (act == Act::CutAfter) {
                ::shutdown(client, SHUT_RDWR);
                std::string answer;
                if (message[0] == 'P')
                    (void)sendAll(server, bytes); // what follows of the same request
                (void)(readable(server, 30000) && receive(server, answer));
                return false;
            }
        }
    }

    Act decide(const std::string& message)
    {
        if (message[0] != 'Q' && message[0] != 'P')
            return Act::Pass;
        std::string_view sql = std::string_view(message).substr(5);
        if (message[0] == 'P')
            sql.remove_prefix(sql.find('\0') + 1); // the name of the prepared statement
        const std::lock_guard guard(m_deciding);
        return m_decide(sql.substr(0, sql.find('\0')));
    }

    QTemporaryDir m_folder;
    std::string m_server;
    Decide m_decide;
    std::mutex m_deciding;
    int m_listener = -1;
    std::vector<std::jthread> m_connections; ///< added by the accepting thread
    std::jthread m_accepting;
};

} // namespace schemawright::test
