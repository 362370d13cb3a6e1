#pragma once

#include "diff/server/connection.h"

#include <QHash>
#include <QObject>
#include <QString>

#include <functional>
#include <optional>

namespace schemawright {

/// Passwords by connection: in the desktop's keychain if the user wants that and a keychain runs, else in memory until the program exits.
/// Never in a file of ours.
class PasswordStore : public QObject {
    Q_OBJECT

public:
    explicit PasswordStore(QObject* parent = nullptr);

    /// nullopt if the password is unknown. Answers at once from memory, else after the keychain.
    void find(const ConnectionSpec& spec, QObject* guard, std::function<void(std::optional<QString>)> answer);
    void remember(const ConnectionSpec& spec, const QString& password, bool inKeychain);
    void forget(const ConnectionSpec& spec);

Q_SIGNALS:
    /// The keychain failed: the password is only in memory.
    void keychainFailed(const QString& reason);

private:
    QHash<QString, QString> m_memory;
};

} // namespace schemawright
