using FastEndpoints;
using FluentValidation;

namespace Gcd.Infrastructure.Downloads;

internal sealed class DownloadRequestValidator : Validator<DownloadRequest>
{
    // Without services: FastEndpoints may share it with other hosts of the process.
    public DownloadRequestValidator()
    {
        RuleFor(request => request.Format)
            .Must((request, _) => request.FindFormat() is not null)
            .WithState(request => DownloadProblems.UnknownFormat(request.Format.ToString()));
        RuleFor(request => request.Has)
            .Must(has => FilterParameters.FindUnknownProperty(has) is null)
            .WithState(request => DownloadProblems.UnknownProperty(FilterParameters.FindUnknownProperty(request.Has)!));
        RuleFor(request => request.Page)
            .Must(page => page.Count <= 1)
            .WithState(_ => DownloadProblems.InvalidPage);
    }
}
