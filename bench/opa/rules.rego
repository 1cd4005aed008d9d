# hotfix-prerequisites, hotfix-evidence and copylog-updated of the product, for a valid hierarchy file with the default
# settings. One finding is [rule, code, kind of subject, name, hotfix].
package sms

findings := hotfix_findings | copylog_findings

# Hotfixes

required := {
	1239: {
		"Q251070": {"nt_logon.dll": [2, 0, 1239, 62]},
		"Q252718": {"ccm.dll": [2, 0, 1239, 64], "ccmbtldr.exe": [2, 0, 1239, 64]},
	},
	1380: {
		"Q249077": {"nt_logon.dll": [2, 0, 1380, 1105]},
		"Q252717": {
			"ccm.dll": [2, 0, 1380, 1125],
			"ccmbtldr.exe": [2, 0, 1380, 1125],
			"baseobj.dll": [2, 0, 1380, 1101],
		},
	},
	1493: {},
}

other_build := {"Q251070": "Q249077", "Q249077": "Q251070", "Q252718": "Q252717", "Q252717": "Q252718"}

rule_of := {
	"missing-hotfix": "hotfix-prerequisites",
	"wrong-build-hotfix": "hotfix-prerequisites",
	"evidence-too-old": "hotfix-evidence",
	"evidence-insufficient": "hotfix-evidence",
}

hotfix_findings contains [rule_of[gap], gap, "site", code, id] if {
	rule_applies
	some code, site in input.sites
	some id, minimums in required[site.build]
	gap := hotfix_gap(site, id, minimums)
}

# The code of the finding; undefined where the hotfix is shown.
hotfix_gap(site, id, minimums) := "missing-hotfix" if {
	site.hotfixes[id].installed == false
} else := silence(site, id) if {
	not is_stated(site, id)
} else := worst(file_gaps(site, id, minimums))

is_stated(site, id) if site.hotfixes[id].attestedBy

is_stated(site, id) if count(site.hotfixes[id].files) > 0

silence(site, id) := "wrong-build-hotfix" if {
	is_stated(site, other_build[id])
} else := "missing-hotfix"

worst(gaps) := "wrong-build-hotfix" if {
	"wrong-build-hotfix" in gaps
} else := "evidence-too-old" if {
	"evidence-too-old" in gaps
} else := "evidence-insufficient" if {
	"evidence-insufficient" in gaps
}

file_gaps(site, id, minimums) := {gap |
	versions := own_files(site, id)
	some name, minimum in minimums
	gap := file_gap(site, id, object.get(versions, name, null), minimum)
}

# Versions of the files that are listed for the server's own platform, by name.
own_files(site, id) := {substring(path, count(folder), -1): version |
	folder := sprintf("bin\\%s\\", [object.get(site, "platform", "i386")])
	some listed, version in site.hotfixes[id].files
	path := replace(lower(listed), "/", "\\")
	startswith(path, folder)
}

file_gap(site, id, null, _) := "evidence-insufficient" if not attestation_counts(site, id)

file_gap(_, _, text, minimum) := gap if {
	is_string(text)
	gap := version_gap([to_number(group) | some group in split(text, ".")], minimum)
}

version_gap(version, minimum) := "wrong-build-hotfix" if {
	version[2] != minimum[2]
} else := "evidence-too-old" if {
	version < minimum
} else := "evidence-insufficient" if {
	version[3] % 1000 >= 400
}

attestation_counts(site, id) if {
	site.hotfixes[id].attestedBy
	site.type != "secondary"
	object.get(site, "platform", "i386") != "alpha"
	full_version_is_right(site)
}

full_version_is_right(site) if not "fullVersion" in object.keys(site)

full_version_is_right(site) if {
	groups := split(site.fullVersion, ".")
	count(groups) == 4
	to_number(groups[2]) == site.build
}

# Logon points

copylog_findings contains ["copylog-updated", gap, "server", server, ""] if {
	rule_applies
	some name, domain in input.domains
	fixed := last_fix(below_sp2(taking_part[upper(name)]))
	points := {upper(server): point | some server, point in domain.logonPoints}
	some server in array.concat([domain.pdc], object.get(domain, "bdcs", []))
	gap := copylog_gap(object.get(points, upper(server), null), fixed)
}

copylog_gap(null, _) := "copylog-not-updated"

copylog_gap(point, fixed) := gap if {
	is_object(point)
	not is_no_logon_point(point)
	gap := file_gap_of(point, fixed)
}

file_gap_of(point, fixed) := "copylog-corrupt" if {
	is_corrupt(point.copylog)
} else := "copylog-not-updated" if {
	not is_shown(point, fixed)
}

is_no_logon_point(point) if point.logonPoint == false

is_corrupt(copylog) if copylog.corrupt == true

is_corrupt(copylog) if count(copylog.owners) == 0

is_corrupt(copylog) if not has_shared_line(copylog.text)

is_shown(point, fixed) if {
	is_updated(point, fixed)
	has_owner(point.copylog)
}

is_updated(point, _) if point.updatedSinceFix == true

is_updated(point, fixed) if {
	not "updatedSinceFix" in object.keys(point)
	is_number(fixed)
	time.parse_rfc3339_ns(point.copylog.modified) > fixed
}

has_owner(copylog) if copylog.sharedOwner

has_owner(copylog) if copylog.owners

has_owner(copylog) if copylog.text

# A [FILE SOURCE] section ends where the next section begins. A line below SITES\ of a site is not shared.
has_shared_line(text) if {
	lines := [trim_space(line) | some line in regex.split(`\r\n|\r|\n`, text)]
	some section in split(concat("\n", array.concat([""], lines)), "\n[")
	regex.match(`(?i)^\s*FILE SOURCE\s*\](\n|$)`, section)
	some line in array.slice(split(section, "\n"), 1, count(section))
	regex.match(`^[^;=][^=]*=`, line)
	not regex.match(`(?i)^sites\\[^\\=]+\\`, line)
}

# When the last site of a domain got its Copylog hotfix; null while one of the times is not known.
last_fix(sites) := null if {
	some site in sites
	not site.copylogFixInstalled
} else := max([time.parse_rfc3339_ns(site.copylogFixInstalled) | some site in sites])

# Sites that take part in a domain

rule_applies if {
	some codes in taking_part
	count(codes) > 1
}

# OPA builds one index for the inner comprehension. A partial rule that collects codes by name is quadratic instead.
taking_part := {name: codes |
	some member in members
	name := member.domain
	codes := [code | some other in members; other.domain == name; code := other.code]
}

members := [{"domain": upper(name), "code": code} |
	some code, site in input.sites
	takes_part(site)
	some name in site.domains
]

takes_part(site) if object.get(site, "logonInstallation", true) == true

takes_part(site) if object.get(site, "logonDiscovery", true) == true

below_sp2(codes) := [site |
	some code in codes
	site := input.sites[code]
	site.build < 1493
]
