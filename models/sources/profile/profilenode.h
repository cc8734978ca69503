// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>
#include <vector>

#include "models/sources/dialects/pagination.h"
#include "models/sources/profile/mapping.h"

namespace matinee {

/// One thing wrong with a profile.
struct ProfileFault {
    QString pointer; ///< where (RFC 6901)
    QString text;    ///< a clause: "must be a whole number from 1 to 500"
    bool operator==(const ProfileFault &) const = default;
};

/// One object of a profile, read strictly: each member is asked for once by name; what is of the wrong type, missing or
/// never asked for becomes a fault, and reading goes on so that all faults are found. Lives only while it is read.
class ProfileNode
{
public:
    enum class Need { Optional, Required };
    using Reader = std::function<void(ProfileNode &)>;

    ProfileNode(const QJsonObject &object, QString pointer, std::vector<ProfileFault> &faults);

    [[nodiscard]] bool has(const QString &name) const { return m_object.contains(name); }
    [[nodiscard]] QString at(const QString &name) const; ///< the member's pointer
    void fault(const QString &name, const QString &text);

    /// Undefined when absent.
    QJsonValue raw(const QString &name);
    QString text(const QString &name, Need need = Need::Optional);
    /// A text that is one of `allowed`; empty when absent or wrong.
    QString word(const QString &name, const QStringList &allowed, Need need = Need::Optional);
    std::optional<qint64> integer(const QString &name, qint64 least, qint64 most);
    std::optional<double> number(const QString &name, double least, double most);
    bool flag(const QString &name, bool otherwise);
    /// A text, or an array of texts.
    QStringList texts(const QString &name);
    std::vector<qint64> integers(const QString &name, qint64 least, qint64 most);
    std::optional<JsonPointer> pointer(const QString &name, Need need = Need::Optional);
    /// A pointer, or an array of pointers.
    std::vector<JsonPointer> pointers(const QString &name, Need need = Need::Optional);
    /// A template that uses no other variables than these.
    Template textTemplate(const QString &name, const QStringList &variables, Need need = Need::Optional);
    /// As textTemplate(), for a text that was read already.
    Template checkedTemplate(const QString &name, const QString &text, const QStringList &variables);
    std::optional<AnswerPlace> answerPlace(const QString &name);
    std::optional<RequestPlace> requestPlace(const QString &name, Need need = Need::Optional);

    /// Calls `read` with the member, which must be an object; false when it is absent or none.
    bool object(const QString &name, const Reader &read, Need need = Need::Optional);
    /// Calls `read` with each element of an array of objects; `elementAt` is the pointer of an element.
    void objects(const QString &name, const Reader &read, Need need = Need::Optional);
    /// Calls `read` with each member of an object whose members are objects; the key is the last part of `at({})`.
    void members(const QString &name, const std::function<void(const QString &key, ProfileNode &)> &read);
    /// Calls `read` with each member of an object, whatever it is.
    void values(const QString &name, const std::function<void(const QString &key, const QJsonValue &, const QString &at)> &read);
    void faultAt(const QString &pointer, const QString &text);

    /// Reports the members nobody asked for. object(), objects() and members() do it for what they read.
    void finish();

private:
    JsonPointer pointerAt(const QJsonValue &value, const QString &where);
    void readChild(const QJsonValue &value, const QString &where, const Reader &read);

    QJsonObject m_object;
    QString m_pointer;
    QStringList m_read;
    std::vector<ProfileFault> &m_faults;
};

/// The variables of a template that are not among `known`; empty when all are.
[[nodiscard]] QStringList unknownVariables(const Template &text, const QStringList &known);

} // namespace matinee
