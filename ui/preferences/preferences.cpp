// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preferences/preferences.h"

#include <QDir>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

constexpr QLatin1StringView kTheme{"appearance/theme"};
constexpr QLatin1StringView kTileWidth{"appearance/tileWidth"};
constexpr QLatin1StringView kOpenedFiles{"sources/openedFiles"};
constexpr QLatin1StringView kGeometry{"window/geometry"};
constexpr QLatin1StringView kHistory{"window/history"};
constexpr QLatin1StringView kOffersSources{"sources/offered"};
constexpr QLatin1StringView kReadsAhead{"network/readsAhead"};
constexpr qsizetype kMostOpenedFiles = 12; // a menu that fits a small screen

const QStringList kThemes{u"system"_s, u"dark"_s, u"light"_s};

} // namespace

Preferences::Preferences(const QString &iniFile, QObject *parent) : QObject(parent), m_settings(iniFile, QSettings::IniFormat) { }

QString Preferences::themeName() const
{
    const QString name = m_settings.value(kTheme).toString();
    return kThemes.contains(name) ? name : kThemes.first();
}

void Preferences::setThemeName(const QString &name)
{
    if (name == themeName() || !kThemes.contains(name))
        return;
    m_settings.setValue(kTheme, name);
    Q_EMIT themeNameChanged(name);
}

int Preferences::tileWidth() const
{
    const int width = m_settings.value(kTileWidth, kUsualTileWidth).toInt();
    return width < kLeastTileWidth || width > kMostTileWidth ? kUsualTileWidth : width;
}

void Preferences::setTileWidth(int logicalPx)
{
    const int width = std::clamp(logicalPx, kLeastTileWidth, kMostTileWidth);
    if (width == tileWidth())
        return;
    m_settings.setValue(kTileWidth, width);
    Q_EMIT tileWidthChanged(width);
}

QStringList Preferences::openedFiles() const
{
    QStringList files = m_settings.value(kOpenedFiles).toStringList();
    files.removeIf([](const QString &path) { return !QDir::isAbsolutePath(path); });
    files.removeDuplicates();
    return files.mid(0, kMostOpenedFiles);
}

void Preferences::rememberFile(const QString &path)
{
    QStringList files = openedFiles();
    files.removeAll(path);
    files.prepend(path);
    m_settings.setValue(kOpenedFiles, QStringList(files.mid(0, kMostOpenedFiles)));
    Q_EMIT openedFilesChanged();
}

void Preferences::forgetFile(const QString &path)
{
    QStringList files = openedFiles();
    if (files.removeAll(path) == 0)
        return;
    m_settings.setValue(kOpenedFiles, files);
    Q_EMIT openedFilesChanged();
}

bool Preferences::offersSources() const
{
    return m_settings.value(kOffersSources, true).toBool();
}

void Preferences::setOffersSources(bool offers)
{
    m_settings.setValue(kOffersSources, offers);
}

bool Preferences::readsAhead() const
{
    return m_settings.value(kReadsAhead, true).toBool();
}

void Preferences::setReadsAhead(bool reads)
{
    if (reads == readsAhead())
        return;
    m_settings.setValue(kReadsAhead, reads);
    Q_EMIT readsAheadChanged(reads);
}

QByteArray Preferences::windowGeometry() const
{
    return m_settings.value(kGeometry).toByteArray();
}

void Preferences::setWindowGeometry(const QByteArray &geometry)
{
    m_settings.setValue(kGeometry, geometry);
}

QJsonObject Preferences::history() const
{
    return QJsonDocument::fromJson(m_settings.value(kHistory).toByteArray()).object();
}

void Preferences::setHistory(const QJsonObject &history)
{
    m_settings.setValue(kHistory, QJsonDocument(history).toJson(QJsonDocument::Compact));
}

} // namespace matinee
