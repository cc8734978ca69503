// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QObject>
#include <QSettings>
#include <QStringList>

namespace matinee {

/// What the person has set, and what the window remembers of itself. GUI thread. Read once at start, written by
/// QSettings when the event loop is idle (through QSaveFile, so a crash leaves the old file or the new one).
/// Values out of range in the file count as absent.
class Preferences : public QObject
{
    Q_OBJECT
public:
    static constexpr int kLeastTileWidth = 110;
    static constexpr int kMostTileWidth = 320;
    static constexpr int kUsualTileWidth = 160; ///< six columns beside the sidebar at 1440 px, as the design has it

    explicit Preferences(const QString &iniFile, QObject *parent = nullptr);

    /// "dark", "light" or "system".
    [[nodiscard]] QString themeName() const;
    void setThemeName(const QString &name);
    /// Wished poster width in logical px, kLeastTileWidth..kMostTileWidth.
    [[nodiscard]] int tileWidth() const;
    void setTileWidth(int logicalPx);
    /// Catalogue files opened before, newest first, absolute paths.
    [[nodiscard]] QStringList openedFiles() const;
    void rememberFile(const QString &path);
    void forgetFile(const QString &path);
    [[nodiscard]] QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray &geometry);
    [[nodiscard]] QJsonObject history() const;
    void setHistory(const QJsonObject &history);

    /// Whether the embedded catalogue's page tells that there are other sources; once, until it is waved away.
    [[nodiscard]] bool offersSources() const;
    void setOffersSources(bool offers);

    /// Whether lists that are one step away are read before they are opened.
    [[nodiscard]] bool readsAhead() const;
    void setReadsAhead(bool reads);

    /// Writes at once; before the program ends.
    void sync() { m_settings.sync(); }

Q_SIGNALS:
    void themeNameChanged(const QString &name);
    void tileWidthChanged(int logicalPx);
    void openedFilesChanged();
    void readsAheadChanged(bool reads);

private:
    QSettings m_settings;
};

} // namespace matinee
