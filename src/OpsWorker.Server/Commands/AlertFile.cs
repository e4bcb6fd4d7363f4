using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Pipeline.Incidents;
using OpsWorker.Pipeline.Intake;
using OpsWorker.Pipeline.Intake.Sources;

namespace OpsWorker.Server.Commands;

/// <summary>
/// Reads alerts that were saved to a file: a webhook payload of any source, of Alertmanager where its source is in doubt.
/// </summary>
internal static class AlertFile
{
    // Nothing is stored, so any organisation will do.
    private static readonly OrganisationId s_local = new("org_local");

    private static readonly AlertMasking s_masking = new(personalData: false);

    /// <summary>The alert that stands for a target that a person names.</summary>
    public static AlertBatch Requested(InvestigationTarget target, DateTimeOffset now) =>
        new([RequestedAlert.Create(s_local, target, now)], 0);

    /// <exception cref="UserErrorException">The file cannot be read or is no such payload.</exception>
    public static AlertBatch Read(string path, DateTimeOffset now)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var source = AlertSources.Recognise(document.RootElement) ?? new AlertmanagerSource();
            var batch = s_masking.Mask(source.Read(document.RootElement, s_local, now));
            return batch.Alerts.Count > 0 ? batch : throw new UserErrorException($"{path}: {batch.Skipped[0].Problem}");
        }
        catch (InvalidPayloadException e)
        {
            throw new UserErrorException($"{path}: {(e.Field.Length == 0 ? "" : e.Field + ": ")}{e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new UserErrorException($"{path}: {e.Message}");
        }
    }
}
