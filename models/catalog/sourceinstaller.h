// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <tl/expected.hpp>
#include <vector>

#include "models/catalog/reply.h"

namespace matinee {

/// One thing wrong with a profile.
struct SourceFault {
    QString pointer; ///< where (RFC 6901), empty for the whole
    QString text;    ///< a clause, no full stop
    bool operator==(const SourceFault &) const = default;
};

/// A source that could be added, as its profile describes it.
struct SourceProposal {
    QByteArray profile; ///< JSON as it was given
    QString id;         ///< what it will be known by: the profile's own id, or a free one made from it
    QString name;       ///< the profile's name for it
    QString host;       ///< where its server is, with a port that is not the usual one
    int lists = 0;
    bool replaces = false; ///< a source the person added earlier has this id and server: this takes its place
};

/// A shipped profile for servers that everybody has at an address of their own.
struct SourceTemplate {
    QString id;
    QString name;
    QString address; ///< where such a server usually is
};

/// A file that may hold a profile.
struct ProfileText {
    QByteArray text;        ///< no more of it than a profile may have, and a byte
    bool isProfile = false; ///< it is meant as one, faults or not; a catalogue is none
};

/// What the server of a proposed source said to its first request.
struct SourceTrial {
    int titles = 0;           ///< on the first page
    qint64 total = -1;        ///< in the whole list, -1 when not said
    int unusable = 0;         ///< entries without an id or a title
    bool wantsSecret = false; ///< a server is there and wants to know who asks; the rest is unknown
};

/// Port: sources that a person adds by a profile, and takes away again. Main thread; answers as Reply says.
class SourceInstaller
{
public:
    SourceInstaller() = default;
    SourceInstaller(const SourceInstaller &) = delete;
    SourceInstaller &operator=(const SourceInstaller &) = delete;
    virtual ~SourceInstaller() = default;

    [[nodiscard]] virtual std::vector<SourceTemplate> templates() const = 0;
    /// The profile of a template with another address. InvalidArgument, `where` = "address", for none of http or https.
    [[nodiscard]] virtual Result<QByteArray> fromTemplate(const QString &templateId, const QString &address) const = 0;
    /// Storage, `where` = the path, where it cannot be read.
    virtual void read(const QString &path, Reply<ProfileText> reply) = 0;
    /// All faults at once, or what the profile would add.
    [[nodiscard]] virtual tl::expected<SourceProposal, std::vector<SourceFault>> check(const QByteArray &profile) const = 0;

    /// Asks for the first page of the first list, unsigned. Malformed where nothing of it can be used, else what kept the
    /// server from answering. Nothing is kept.
    virtual void tryOut(const SourceProposal &proposal, Reply<SourceTrial> reply) = 0;
    /// Writes the profile to the person's own and offers the source; its id. A failure leaves everything as it was.
    virtual void install(const SourceProposal &proposal, const QString &name, Reply<QString> reply) = 0;

    /// Whether the person added it.
    [[nodiscard]] virtual bool isOwn(const QString &sourceId) const = 0;
    /// Takes its profile away for good. NotFound for a source that is none of the person's own.
    virtual void remove(const QString &sourceId, Reply<void> reply) = 0;
};

} // namespace matinee
