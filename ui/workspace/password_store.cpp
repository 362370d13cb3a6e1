#include "ui/workspace/password_store.h"

#include "ui/basics/text.h"

#include <qt6keychain/keychain.h>

namespace schemawright {

namespace {

const QString service = QStringLiteral("schemawright");

QString keyOfConnection(const ConnectionSpec& spec)
{
    return toQt(spec.display());
}

} // namespace

PasswordStore::PasswordStore(QObject* parent) : QObject(parent) {}

void PasswordStore::find(const ConnectionSpec& spec, QObject* guard, std::function<void(std::optional<QString>)> answer)
{
    const QString key = keyOfConnection(spec);
    if (const auto known = m_memory.constFind(key); known != m_memory.constEnd()) {
        answer(*known);
        return;
    }
    if (!QKeychain::isAvailable()) {
        answer(std::nullopt);
        return;
    }
    auto* job = new QKeychain::ReadPasswordJob(service, this);
    job->setKey(key);
    job->setInsecureFallback(false);
    connect(job, &QKeychain::Job::finished, guard, [this, key, job, answer = std::move(answer)] {
        if (job->error() != QKeychain::NoError) {
            answer(std::nullopt);
            return;
        }
        m_memory.insert(key, job->textData());
        answer(job->textData());
    });
    job->start();
}

void PasswordStore::remember(const ConnectionSpec& spec, const QString& password, bool inKeychain)
{
    const QString key = keyOfConnection(spec);
    m_memory.insert(key, password);
    if (!inKeychain)
        return;
    if (!QKeychain::isAvailable()) {
        Q_EMIT keychainFailed(tr("No keychain service is running"));
        return;
    }
    auto* job = new QKeychain::WritePasswordJob(service, this);
    job->setKey(key);
    job->setTextData(password);
    job->setInsecureFallback(false);
    connect(job, &QKeychain::Job::finished, this, [this, job] {
        if (job->error() != QKeychain::NoError)
            Q_EMIT keychainFailed(job->errorString());
    });
    job->start();
}

void PasswordStore::forget(const ConnectionSpec& spec)
{
    m_memory.remove(keyOfConnection(spec));
}

} // namespace schemawright
