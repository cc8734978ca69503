// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headless/reportcommands.h"

#include <QJsonDocument>

#include <cstdio>

#include "app/headless/titleprinter.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

QString cellText(const QJsonValue &value)
{
    if (value.isArray()) {
        QStringList texts;
        for (const QJsonValue entry : value.toArray())
            texts += entry.isObject() ? entry.toObject().value(u"id"_s).toString() : entry.toVariant().toString();
        return texts.join(u' ');
    }
    return value.toVariant().toString();
}

QByteArray tableOf(const QJsonArray &rows, const QStringList &columns)
{
    QList<QStringList> lines{columns};
    for (const QJsonValue row : rows) {
        QStringList cells;
        for (const QString &column : columns)
            cells += terminalSafe(cellText(row.toObject().value(column)));
        lines += cells;
    }
    QList<qsizetype> widths(columns.size(), 0);
    for (const QStringList &cells : lines) {
        for (qsizetype i = 0; i < cells.size(); ++i)
            widths[i] = std::max(widths[i], cells[i].size());
    }
    QByteArray out;
    for (const QStringList &cells : lines) {
        QString line;
        for (qsizetype i = 0; i < cells.size(); ++i)
            line += cells[i].leftJustified(widths[i] + 2);
        out += line.trimmed().toUtf8() + '\n';
    }
    return out;
}

QByteArray csvOf(const QJsonArray &rows, const QStringList &columns)
{
    QByteArray out = columns.join(u',').toUtf8() + "\r\n";
    for (const QJsonValue row : rows) {
        QByteArray line;
        for (const QString &column : columns)
            line
                += (column == columns.first() ? QByteArray() : QByteArray(",")) + csvCell(cellText(row.toObject().value(column)));
        out += line + "\r\n";
    }
    return out;
}

QJsonObject sourceRow(const SourceDescriptor &source)
{
    QJsonArray feeds;
    for (const FeedDescriptor &feed : source.feeds) {
        QJsonArray parameters;
        for (const FeedParameter &parameter : feed.parameters)
            parameters += parameter.name;
        feeds += QJsonObject{{u"id"_s, feed.id}, {u"title"_s, feed.title}, {u"parameters"_s, parameters}};
    }
    QJsonArray faults;
    for (const RowFault &fault : source.faults)
        faults += QJsonObject{{u"line"_s, fault.line}, {u"reason"_s, fault.reason}};
    QJsonObject row{{u"id"_s, source.id}, {u"name"_s, source.name}, {u"titles"_s, source.titles}, {u"feeds"_s, feeds}};
    if (source.faultCount > 0) {
        row.insert(u"leftOut"_s, source.faultCount);
        row.insert(u"faults"_s, faults);
    }
    return row;
}

} // namespace

Result<void> printRows(const QJsonArray &rows, const QStringList &columns, OutputFormat format)
{
    QByteArray text;
    if (format == OutputFormat::Json)
        text = QJsonDocument(rows).toJson();
    else
        text = format == OutputFormat::Csv ? csvOf(rows, columns) : tableOf(rows, columns);
    if (std::fwrite(text.constData(), 1, size_t(text.size()), stdout) != size_t(text.size()) || std::fflush(stdout) != 0)
        return fail(ErrorKind::Storage, u"not everything could be written"_s, u"stdout"_s);
    return {};
}

SourcesCommand::SourcesCommand(SourceRegistry &sources, OutputFormat format)
    : m_sources(sources), m_format(format), m_left(sources.sourceIds())
{
}

void SourcesCommand::start()
{
    describeNext();
}

void SourcesCommand::describeNext()
{
    if (m_left.isEmpty()) {
        if (const auto printed = printRows(m_rows, {u"id"_s, u"name"_s, u"titles"_s, u"feeds"_s}, m_format); !printed)
            return failWith(printed.error());
        Q_EMIT finished(kExitDone);
        return;
    }
    m_sources.describe(m_left.takeFirst(), [this](const Result<SourceDescriptor> &source) {
        if (!source)
            return failWith(source.error());
        m_rows += sourceRow(*source);
        describeNext();
    });
}

StatsCommand::StatsCommand(CatalogueLibrary &library, UserDataStore &userData, OutputFormat format)
    : m_library(library), m_userData(userData), m_format(format)
{
}

void StatsCommand::start()
{
    m_library.storage([this](const Result<std::vector<SourceStorage>> &sources) {
        if (!sources)
            return failWith(sources.error());
        for (const SourceStorage &source : *sources)
            m_rows += QJsonObject{
                {u"what"_s, u"catalogue"_s}, {u"name"_s, source.id}, {u"titles"_s, source.titles}, {u"bytes"_s, source.bytes}};
        m_userData.report([this](const Result<UserDataReport> &report) {
            if (!report)
                return failWith(report.error());
            m_rows += QJsonObject{{u"what"_s, u"favorites"_s}, {u"name"_s, report->path}, {u"titles"_s, report->favorites},
                {u"bytes"_s, report->bytes}};
            m_userData.use([this](const Result<std::vector<UseCount>> &counts) { print(counts); });
        });
    });
}

void StatsCommand::print(const Result<std::vector<UseCount>> &counts)
{
    if (!counts)
        return failWith(counts.error());
    for (const UseCount &count : *counts)
        m_rows += QJsonObject{{u"what"_s, useKindName(count.kind)}, {u"name"_s, count.subject},
            {u"day"_s, count.day.toString(Qt::ISODate)}, {u"n"_s, count.n}, {u"ms"_s, count.ms}};
    const QStringList columns{u"what"_s, u"titles"_s, u"bytes"_s, u"day"_s, u"n"_s, u"ms"_s, u"name"_s};
    if (const auto printed = printRows(m_rows, columns, m_format); !printed)
        return failWith(printed.error());
    Q_EMIT finished(kExitDone);
}

} // namespace matinee
