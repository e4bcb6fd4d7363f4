using OpsWorker.Core.Incidents;
using OpsWorker.Pipeline.Models.Claims;

namespace OpsWorker.Pipeline.Models.Asking;

/// <summary>Finds the incident that a question is about, by the names in it.</summary>
internal static class QuestionMatch
{
    /// <summary>
    /// The incident with the most words of the question in its title, labels and alerts, of equal ones the first; null for none.
    /// </summary>
    public static Incident? Find(IReadOnlyList<Incident> newestFirst, string question)
    {
        var words = Vocabulary.Tokens(question).Where(word => !PlainWords.NoNames.Contains(word)).ToList();
        var best = newestFirst.MaxBy(incident => Matches(incident, words));
        return best is not null && Matches(best, words) > 0 ? best : null;
    }

    private static int Matches(Incident incident, IReadOnlyList<string> words)
    {
        var vocabulary = new Vocabulary(
        [
            incident.Title, .. incident.Labels.Values, .. incident.Alerts.SelectMany(alert => (string[])[alert.Name, alert.Object ?? ""]),
        ]);
        return words.Count(vocabulary.HasName);
    }
}
