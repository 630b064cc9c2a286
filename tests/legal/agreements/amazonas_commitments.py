"""The commitments and indicators of the full sample: 23 criteria in four processes, four indicators. Invented."""

from __future__ import annotations

from legal.agreements.documents import (
    CriterionRow,
    IndicatorText,
    LevelText,
    ProcessText,
    SubprocessText,
    TargetText,
)

YEARS = (("Año 1", "2015", "Nivel 0"), ("Año 2", "2016", "Nivel 1"), ("Año 3", "2017", "Nivel 2"))

# (process, (subprocess, unit, (statement, source, one condition for each level; "" where the level lacks it)))
_MATRIX = (
    (
        "Programación operativa",
        (
            (
                "Padrón y población objetivo",
                "DIRESA Amazonas",
                (
                    (
                        "Gestantes de los distritos del ámbito registradas en el padrón nominal",
                        "Padrón nominal",
                        ("Base de datos remitida", "80% registradas", "95% registradas"),
                    ),
                    (
                        "Población objetivo programada por establecimiento",
                        "Aplicativo de programación",
                        ("", "90% de los establecimientos", "100% de los establecimientos"),
                    ),
                    (
                        "Código único en todos los establecimientos del ámbito",
                        "RENAES",
                        ("100% con código", "100% con código", "100% con código"),
                    ),
                ),
            ),
            (
                "Programación de insumos y presupuesto",
                "Gerencia de Planeamiento y Presupuesto",
                (
                    (
                        "Cuadro de necesidades formulado por punto de atención",
                        "SIGA",
                        ("", "70% de los puntos", "90% de los puntos"),
                    ),
                    (
                        "Presupuesto de los productos priorizados no menor que el del año anterior",
                        "SIAF",
                        ("", "Igual o mayor", "Igual o mayor"),
                    ),
                    (
                        "Coherencia entre la programación física y la financiera",
                        "SIGA y SIAF",
                        ("", "Diferencia ≤ 15%", "Diferencia ≤ 5%"),
                    ),
                    (
                        "Plan anual de contrataciones con los insumos críticos",
                        "SEACE",
                        ("", "90% de los insumos", "100% de los insumos"),
                    ),
                ),
            ),
        ),
    ),
    (
        "Soporte logístico para la adquisición y distribución de los insumos",
        (
            (
                "Adquisición oportuna",
                "Dirección de Administración & Logística <DIRESA>",
                (
                    ("Procesos de selección convocados según el plan", "SEACE", ("", "75%", "90%")),
                    ("Contratos de insumos críticos suscritos antes de marzo", "SEACE", ("", "60%", "80%")),
                    ("Órdenes de compra registradas en el sistema", "SIGA", ("100% registradas", "100%", "100%")),
                ),
            ),
            (
                "Almacenamiento y distribución",
                "DEMID",
                (
                    (
                        "Disponibilidad de suplemento de hierro y ácido fólico en los establecimientos",
                        "ICI-SISMED",
                        ("", "80% con stock normal", "95% con stock normal"),
                    ),
                    ("Disponibilidad de pruebas rápidas de VIH y sífilis", "ICI-SISMED", ("", "80%", "95%")),
                    (
                        "Inventario de equipos de los establecimientos FONB y FONE",
                        "SIGA Patrimonio",
                        ("Actualizado",) * 3,
                    ),
                ),
            ),
        ),
    ),
    (
        "Organización para la producción de los productos y su entrega a los beneficiarios",
        (
            (
                "Capacidad resolutiva",
                "Redes de Salud",
                (
                    (
                        "Establecimientos con funciones obstétricas y neonatales básicas",
                        "Informe FON",
                        ("", "60%", "80%"),
                    ),
                    (
                        "Establecimientos con personal capacitado en emergencia obstétrica",
                        "INFORHUS",
                        ("", "70%", "85%"),
                    ),
                    ("Bancos de sangre tipo I en funcionamiento", "PRONAHEBAS", ("", "1 banco", "2 bancos")),
                ),
            ),
            (
                "Referencia y registro",
                "Dirección de Salud de las Personas",
                (
                    (
                        "Casas de espera materna operativas",
                        "Informe de la DIRESA",
                        ("Relación remitida", "6 casas", "9 casas"),
                    ),
                    ("Referencias obstétricas con contrarreferencia", "REFCON", ("", "50%", "70%")),
                    (
                        "Atenciones del SIS registradas dentro de los siete días",
                        "Base SIS",
                        ("Base remitida", "80%", "90%"),
                    ),
                    ("Certificado de nacido vivo en línea", "CNV", ("", "85%", "95%")),
                ),
            ),
        ),
    ),
    (
        "Supervisión, seguimiento y evaluación",
        (
            (
                "Uso de la información",
                "Oficina de Estadística e Informática",
                (
                    ("Tablero de seguimiento publicado cada mes", "Portal institucional", ("Publicado",) * 3),
                    (
                        "Visitas de supervisión a los establecimientos del ámbito",
                        "Informes de visita",
                        ("", "2 al año", "4 al año"),
                    ),
                    (
                        "Acuerdos de gestión suscritos con las Redes de Salud",
                        "Acuerdos suscritos",
                        ("100%", "100%", "100%"),
                    ),
                ),
            ),
        ),
    ),
)  # fmt: skip


def amazonas_processes() -> tuple[ProcessText, ...]:
    """Return the four processes with their 23 criteria."""
    processes = []
    for place, (name, subprocesses) in enumerate(_MATRIX, 1):
        code = iter(f"C{place}-{number:02d}" for number in range(1, 30))
        processes.append(
            ProcessText(
                number=str(place),
                name=name,
                subprocesses=tuple(
                    SubprocessText(name=title, criteria=tuple(_criterion(next(code), unit, *row) for row in rows))
                    for title, unit, rows in subprocesses
                ),
            )
        )
    return tuple(processes)


def _criterion(code: str, unit: str, statement: str, source: str, conditions: tuple[str, ...]) -> CriterionRow:
    return CriterionRow(
        code=code,
        statement=f"{statement}.",
        definition="Se mide al cierre del período, en los distritos del ámbito de intervención.",
        formula="",
        source=source,
        means=f"Reporte de {source} y base de datos",
        responsible_unit=unit,
        weight="",
        levels=tuple(
            LevelText(label=f"{label} ({level})", condition=condition)
            for (label, _year, level), condition in zip(YEARS, conditions, strict=True)
            if condition
        ),
    )


_INDICATORS = (
    (
        "Proporción de mujeres afiliadas al SIS procedentes de distritos de quintiles 1 y 2, con parto "
        "institucional, que durante su embarazo tuvieron cuatro exámenes auxiliares en el primer trimestre y al "
        "menos cuatro atenciones prenatales con suplemento de hierro y ácido fólico",
        "38.2%",
        ("45.0%", "55.0%"),
    ),
    (
        "Proporción de gestantes afiliadas al SIS procedentes de distritos de quintiles 1 y 2 con parto "
        "institucional en establecimientos con funciones obstétricas y neonatales básicas o esenciales",
        "51.6%",
        ("58.0%", "66.0%"),
    ),
    (
        "Proporción de mujeres afiliadas al SIS procedentes de distritos de quintiles 1 y 2 con consejería en "
        "planificación familiar",
        "22.4%",
        ("30.0%", "40.0%"),
    ),
    (
        "Proporción de mujeres en unión procedentes de distritos de quintiles 1 y 2 que usan algún método moderno de "
        "planificación familiar",
        "44.9%",
        ("48.0%", "52.0%"),
    ),
)


def amazonas_indicators() -> tuple[IndicatorText, ...]:
    """Return the four indicators, with targets for the years 2 and 3."""
    return tuple(
        IndicatorText(
            code=f"I-{place:02d}",
            name=name,
            formula="Mujeres que cumplen la condición ÷ total de mujeres del denominador × 100",
            unit="Porcentaje",
            direction="Aumenta",
            source="Base de datos del SIS",
            baseline=baseline,
            baseline_year="2014",
            targets=tuple(
                TargetText(label=label, fiscal_year=year, target=target, weight="0.25")
                for (label, year, _level), target in zip(YEARS[1:], targets, strict=True)
            ),
        )
        for place, (name, baseline, targets) in enumerate(_INDICATORS, 1)
    )
